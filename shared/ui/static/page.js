/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function st(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var Kn=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,Kn(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},Fn=new Map;function Gr(e){var t=Fn.get(this);return t||(t=new Map,Fn.set(this,t)),(t=Kn(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],p=function(f){s===1&&(f||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,f,i):s===3&&(f||i)?(u.push(3,f,i),s=2):s===2&&i==="..."&&f?u.push(4,f,0):s===2&&i&&!f?u.push(5,0,!0,i):s>=5&&((i||!f&&s===5)&&(u.push(s,0,i,r),s=6),f&&(u.push(s,f,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&p(),p(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(p(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(p(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return p(),u})(e)),t),arguments,[])).length>1?t:t[0]}var L,Vn,Jr,$e,Wt,ut,jn,it,Gn,Vt,Ut,Qr,qe=Symbol.for("pv"),dt={},pt=[],zr=/^m(i|n|o|s|text|space)$/,jt=Array.isArray,Gt=pt.slice,ke=Object.assign;function we(e){e&&e.parentNode&&e.remove()}function Yr(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?Gt.call(arguments,2):n),We(e,i,o,r,null)}function We(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:qe,__v:r||++Vn,__i:-1,__u:0};return!r&&L.vnode&&L.vnode(s),s}function ft(e){return e.children}function lt(e,t){this.props=e,this.context=t,this.__g=0}function he(e,t){if(t==null)return e.__&&he(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:he(e)}function Zr(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=ke({constructor:qe},n)).__v=n.__v+1,L.vnode&&L.vnode(t),Jt(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||he(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,Xn(r,t,s),n.__=n.__e=null,t.__e!=o&&Jn(t))}function Jn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Jn(e)}function Nn(e){(8&e.__g||(e.__g|=8,$e.push(e),ut++))&&Wt==L.debounceRendering||((Wt=L.debounceRendering)||queueMicrotask)(Qn)}function Qn(){try{for(var e,t=1;$e.length;)$e.length>t&&$e.sort(jn),e=$e.shift(),t=$e.length,8&e.__g&&Zr(e)}finally{(ut=$e.length)&&(Wt||queueMicrotask)(Qn)}}function zn(e,t,n,o,r,s,i,l,u,p,c){var $,f,d,m,b,h,k=o.__k||pt,_=t.length;for(u=Xr(n,t,k,u,_),$=0;$<_;$++)(d=n.__k[$])!=null&&(f=~d.__i&&k[d.__i]||dt,d.__i=$,h=Jt(e,d,f,r,s,i,l,u,p,c),m=d.__e,(f.ref!=d.ref||8&f.__u)&&(f.ref&&Qt(f.ref,null,d,f),d.ref&&c.push(d.ref,d.__c||m,d)),b=b||m,4&d.__u?(u=Yn(d,u,e,!f.__v),f.__e&&(f.__e=null)):typeof d.type=="function"&&h!==void 0?u=h:m&&(u=m.nextSibling),d.__u&=-21);return n.__e=b,u}function Xr(e,t,n,o,r){var s,i,l,u,p,c,$,f,d,m=n.length,b=m,h=0,k=0,_=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=_[s]=We(null,i):jt(i)?i=_[s]=We(ft,{children:i}):i.constructor===qe&&i.__b?i=_[s]=We(i.type,i.props,i.key,i.ref,i.__v):_[s]=i,u=s+h,i.__=e,i.__b=e.__b+1,l=null,~(p=i.__i=es(i,n,u,b))&&(b--,(l=n[p])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,p==u-1?h--:p==u+1?h++:p!=u&&(p>u?h--:h++,k=1)):(~p||(r>m?h--:r<m&&h++),typeof i.type!="function"&&(i.__u|=4))):_[s]=null;if(k){for(c=[],$=[],s=0;s<r;s++)if((i=_[s])&&16&i.__u){for(h=0,f=c.length;h<f;)c[d=h+f>>1]<i.__i?h=d+1:f=d;c[h]=i.__i,$[s]=h+1}for(h=c.length;s--;)$[s]&&($[s]==h?h--:_[s].__u|=4)}if(b)for(s=0;s<m;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=he(l)),zt(l,l));return o}function Yn(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=Yn(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=he(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function es(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function Ln(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function at(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Ln(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Ln(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=Ut[t]||(Ut[t]=ts(t)),(e.__a||(e.__a={}))[t]=Vt,s=t!=(t=t.replace(Gn,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function ts(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[it]==null)t[it]=Vt++;else if(t[it]<this.__a[e])return;return n(L.event?L.event(t):t)}}}function Jt(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,b,h,k,_,T,P,Pt,Dn,rt,ge,Rn,fe,ye,ie=t.type;if(t.constructor!==qe)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=ct(c,s):s.push(c),l=s[0]||l),(c=L.__b)&&c(t);e:if(typeof ie=="function"){f=i.length;try{if(k=t.props,_=(c=ie.prototype)&&c.render,T=(c=ie.contextType)&&o[c.__c],P=c?T?T.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(_?t.__c=d=new ie(k,P):(t.__c=d=new lt(k,P),d.constructor=ie,d.render=os),T&&T.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),_&&(d.__s||(d.__s=d.state),ie.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=ke({},d.__s)),ke(d.__s,ie.getDerivedStateFromProps(k,d.__s)))),m=d.props,b=d.state,d.__v=t,n.__c){if(k!==m&&_&&!ie.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(k,P),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(k,d.__s,P)===!1){t.__v!=n.__v&&(d.props=k,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ee){ee&&(ee.__=t)}),pt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=he(n);break e}d.componentWillUpdate&&d.componentWillUpdate(k,d.__s,P),_&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,b,h)})}else _&&!ie.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),_&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=P,d.props=k,d.__P=e,d.__g&=-5,Pt=L.__r,Dn=_?25:0;do d.__g&=-9,Pt&&Pt(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++Dn<25);_&&(pt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=ke({},o,d.getChildContext())),_&&n.__c&&d.getSnapshotBeforeUpdate&&(h=d.getSnapshotBeforeUpdate(m,b)),rt=c&&c.type===ft&&c.key==null?c.props.children:c,k.__P&&(c=l,r=(e=k.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ee){ee&&zt(ee,ee)}),n.__k=null),l=n.__k?he(n,0):null),l=zn(e,jt(rt)?rt:[rt],t,n,o,r,s,i,l,u,p),k.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(we),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(ee){if(i.length=f,t.__v=null,u||s)if(ee&&ee.then){if(t.__u|=128|u,s){for(~(fe=s.indexOf(l||void 0))||(fe=s.length);(ye=s[fe-1])&&ye.nodeType==8;)fe--;for(;fe<s.length;fe++)if(ye=s[fe])if(s[fe]=null,ge){if(ye==Rn)break}else{if(ye.nodeType!=8)break;ye.data.startsWith("$s")&&(Rn=ct(ge=ye))}}if(!ge){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;ge=l}(c=ct(ge=t.__c.__z||(t.__c.__z=ge)))?(t.__e=ge,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(we);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ee&&ee.then||Zn(t),L.__e(ee,t,n)}}else l=t.__e=ns(n.__e,t,n,o,r,s,i,u,p,e);return(c=L.diffed)&&c(t),l}function ct(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function Zn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Zn))}function Xn(e,t,n){for(var o=0;o<n.length;)Qt(n[o++],n[o++],n[o++]);L.__c&&L.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){L.__e(s,r.__v)}})}function ns(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,b,h,k,_=n.props||dt,T=t.props,P=t.type;if(P=="svg"?r="http://www.w3.org/2000/svg":P=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((m=s[c])&&(P?m.localName==P:m.nodeType==3)){e=m,s[c]=null;break}}if(!e){if(k=p.ownerDocument||document,!P)return k.createTextNode(T);e=k.createElementNS(r,P,T.is?T:p),l&&(L.__m&&L.__m(t,s),l=!1),s=null}if(P){if(p=P=="template"&&e.content||e,s=P=="textarea"&&T.defaultValue!=null?null:s&&Gt.call(p.childNodes),!l&&s)for(_={},c=0;c<e.attributes.length;c++)_[(m=e.attributes[c]).name]=m.value;for(c in _)m=_[c],c=="dangerouslySetInnerHTML"?f=m:c=="children"||c in T||c=="value"&&"defaultValue"in T||c=="checked"&&"defaultChecked"in T||at(e,c,null,m,r);for(c in T)m=T[c],c=="children"?d=m:c=="dangerouslySetInnerHTML"?$=m:c=="value"?b=m:c=="checked"?h=m:l&&typeof m!="function"||_[c]===m||at(e,c,m,_[c],r);$?(l||f&&($.__html==f.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(f&&(e.textContent=""),(P=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&zr.test(P))&&(r="http://www.w3.org/1999/xhtml"),zn(p,jt(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&he(n,0),l,u),s&&s.some(we)),l&&P!="textarea"||(c="value",P=="progress"&&b==null?e.removeAttribute(c):b==null||b===e[c]&&(P!="progress"||b)||at(e,c,b,_[c],r),c="checked",h!=null&&h!=e[c]&&at(e,c,h,_[c],r))}else _===T||l&&e.data==T||(e.data=T);return e}function Qt(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){L.__e(r,n)}}function zt(e,t,n){var o,r,s,i;if(L.unmount&&L.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||Qt(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){L.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&zt(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=ct(o,s=[]))&&(o==e.__e&&s.some(we),we(r),we(o)),n||we(e.__e),e.__e=e.__c=e.__=null}function os(e,t,n){return this.constructor(e,n)}function eo(e,t){var n,o,r,s;L.__&&L.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=We(ft,{children:[e]}),r=[],s=[],Jt(t,t.__k,o||dt,dt,t.namespaceURI,o?null:t.firstChild?Gt.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),Xn(r,t.__k,s),t.__k.props.children=null}L={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw ut=0,e}},Vn=0,Jr=function(e){return e!=null&&e.constructor===qe},lt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=ke({},this.state)),typeof e=="function"&&(e=e(ke({},n),this.props)),e&&(ke(n,e),this.__v&&(t&&this.__k.push(t),Nn(this)))},lt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Nn(this))},lt.prototype.render=ft,$e=[],ut=0,jn=function(e,t){return e.__v.__b-t.__v.__b},it=Symbol(),Gn=/(PointerCapture)$|Capture$/i,Vt=0,Ut={},Qr=0;var xe,H,Ht,In,Bt=Object.is,Be=0,to=[],qt=[],B=L,Mn=B.__b,An=B.__r,Pn=B.diffed,Hn=B.__c,Wn=B.unmount,Un=B.__;function Ke(e,t){B.__h&&B.__h(H,e,Be||t),Be=0;var n=H.__H||(H.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function v(e){return Be=1,rs(ro,e)}function rs(e,t,n){var o=Ke(xe++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):ro(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);Bt(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=H,!H.__f)){H.__f=!0;var r=H.shouldComponentUpdate;H.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var p=!1,c=this.props!=s;if(u.__.some(function(f){f.__N&&(p=!0,Bt(f.__[0],f.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return p?$||c:$}return!p||c}}return o.__}function C(e,t){var n=Ke(xe++,3);!B.__s&&oo(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,H.__H.__h.push(n))}function M(e){return Be=5,Se(function(){return{current:e}},[])}function Se(e,t){var n=Ke(xe++,7);return oo(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function se(e,t){return Be=8,Se(function(){return e},t)}function no(e){var t=Ke(xe++,10),n=v();return t.__=e,H.componentDidCatch||(H.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function G(){var e=Ke(xe++,11);if(!e.__){for(var t=H.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function ss(){var e;do{for(;e=qt.shift();)try{Ue(e)}catch(n){B.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=to.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Ue),t.__h.some(Kt),t.__h=[]}catch(n){t.__h=[],B.__e(n,e.__v)}}}while(qt.length)}B.__b=function(e){H=null,Mn&&Mn(e)},B.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Un&&Un(e,t)},B.__r=function(e){An&&An(e),xe=0;var t=(H=e.__c).__H;t&&(Ht==H?H.__h=[]:(t.__h.some(Ue),t.__h.some(Kt),xe=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Ht=H},B.diffed=function(e){Pn&&Pn(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&qn(to.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Ht=H=null},B.__c=function(e,t){t.some(function(n){try{n.__h.some(Ue),n.__h=n.__h.filter(function(o){return!o.__||Kt(o)})}catch(o){n.__h=[function(){throw o}]}}),Hn&&Hn(e,t)},B.unmount=function(e){Wn&&Wn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,qn(qt.push(r))}else Ue(r)}catch(s){t=s}}),o.__H=void 0,t&&B.__e(t,o.__v))};var Bn=typeof requestAnimationFrame=="function";function as(e){var t,n=function(){clearTimeout(o),Bn&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);Bn&&(t=requestAnimationFrame(n))}function qn(e){e!=1&&In==B.requestAnimationFrame||((In=B.requestAnimationFrame)||as)(ss)}function Ue(e){var t=H,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),H=t}function Kt(e){var t=H;e.__c=e.__(),H=t}function oo(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Bt(n,e[o])})}function ro(e,t){return typeof t=="function"?t(e):t}var a=Gr.bind(Yr);var U=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function F(e){let[t,n]=v(e.value);return C(()=>(n(e.value),e.watch(n)),[e]),t}function Fe(e,t){try{return window[e].getItem(t)}catch{return null}}function me(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var Zt="relay-key",so=6e4,le=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function Ve(e){return e instanceof le?e:new le(0,"The page failed",String(e instanceof Error?e.message:e))}var Ne=new U([]),je=new U({wanted:!1,refused:!1}),Ge=new U(!1),$t="",Xt=!1,Yt=[];en(Fe("sessionStorage",Zt)??"");function en(e){$t=e,Ge.set(e!=="")}function ao(e,t){en(e.trim()),me("sessionStorage",Zt,t?$t:""),lo(!1)}function tn(){lo(!0)}function ht(){Xt=!1,je.set({wanted:!0,refused:!1})}function io(){en(""),me("sessionStorage",Zt,"")}function lo(e){Xt=e,je.set({wanted:!1,refused:!1});let t=Yt;Yt=[];for(let n of t)n()}function R(e,t={},n){return co("GET",st(e,t),void 0,n)}function I(e,t,n,o){return co(e,t,n,o)}async function co(e,t,n,o){for(;;){let r=$t,s=await ls(e,t,n,r,o);if(s.status!==401)return cs(s);await is(s,r),o?.throwIfAborted()}}async function is(e,t){if(t===$t){if(Xt){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new le(e.status,"No key",n)}je.set({wanted:!0,refused:t!==""}),await new Promise(n=>Yt.push(()=>n(void 0)))}}async function ls(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(so),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Ne.set([...Ne.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${so/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new le(0,"No answer",u)}finally{Ne.set(Ne.value.filter(u=>u!==s))}}async function cs(e){let t=await e.text().catch(()=>""),n=us(t);if(n instanceof Object&&uo.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??ds(e.status));throw new le(e.status,o,r,n?.errors??[])}var uo=new WeakMap;function us(e){try{return JSON.parse(e)}catch{return}}function mt(e,t){return JSON.stringify(JSON.parse(uo.get(e)??"{}",fo)[t],null,2)}function po(e){try{return JSON.stringify(JSON.parse(e,fo),null,2)}catch{return e}}function fo(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function ds(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var nn=new Set;function on(){return[...nn].every(({question:e})=>confirm(e))}function _t(e,t){let n=M(()=>{});return C(()=>{if(!t)return;let o={question:e};return nn.add(o),addEventListener("beforeunload",$o),n.current=()=>{nn.delete(o),removeEventListener("beforeunload",$o)},n.current},[e,t]),()=>n.current()}function $o(e){e.preventDefault()}var ps="/ui";function bt(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new U(bt()),ce=Number(history.state?.entry??0);history.replaceState({entry:ce},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??ce+1),n=bt(Q.value.visit+(t===ce?0:1));if(n.path!==Q.value.path&&!on())return history.go(ce-t);ce=t,history.replaceState({entry:ce},""),Q.set(n)});function g(e,t={}){return st(`${ps}/${e}`,t)}function O(...e){return e.map(fs).join("/")}function fs(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Te(e){on()&&(ce+=1,history.pushState({entry:ce},"",e),Q.set(bt(Q.value.visit+1)),scrollTo(0,0))}function E(){let{query:e}=F(Q);return[e,Le]}function Le(e){let{path:t,query:n}=Q.value;history.replaceState({entry:ce},"",g(t,{...n,...e})),Q.set(bt(Q.value.visit))}function ho(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=$s(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function $s(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Te(n.pathname+n.search))});function W({title:e,of:t,children:n}){let o=M(null),{visit:r}=F(Q),s=M(0);return C(()=>{document.title=`${X(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),C(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${w}>${e}<//></h1>
    ${n}
  </div>`}function V({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function _o({text:e,what:t}){let[n,o]=v(!1);C(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{j("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function ue({text:e,what:t}){return a`<span class="copyable"><code><${w}>${e}<//></code><${_o} text=${e} what=${t} /></span>`}function w({children:e}){return a`<bdi>${X(e)}</bdi>`}var hs=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=v(!1),i=r?e:e.slice(0,hs);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${ms} text=${o} file=${n} what=${t} />`}
      <${_o} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${X(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function ms({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function X(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function vt(e){return JSON.stringify(e,null,2)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${w}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${w}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${ht}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function N({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function J({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function S({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function K({title:e,onClose:t,children:n}){let o=M(null),r=G();C(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var Je=new U([]),mo=0;function j(e,t="good"){mo+=1;let n=mo;Je.set([...Je.value,{id:n,text:e,tone:t}]),setTimeout(()=>bo(n),t==="bad"?15e3:8e3)}function bo(e){Je.set(Je.value.filter(t=>t.id!==e))}function vo(){let e=F(Je);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>bo(t.id)}>✕</button>
      </div>`)}
  </div>`}function q({label:e,hint:t,error:n,children:o}){let r=G(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}var go=5e3,ze=new U(Date.now());setInterval(()=>{document.hidden||ze.set(Date.now())},go);document.addEventListener("visibilitychange",()=>{document.hidden||ze.set(Date.now())});var de=new U(!1);function rn(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var yo={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},wo={...yo,month:"short",day:"numeric"},_s={...wo,year:"numeric"};function Ce(e,t){let n=rn(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return rn(t,yo).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return rn(t,o?wo:_s).format(e)}var bs=[["d",86400],["h",3600],["min",60],["s",1]];function Qe(e){let t=Math.max(0,Math.round(e));for(let[n,o]of bs)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function Z(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function vs(e,t){let n=(t-e)/1e3;return Math.abs(n)<go/1e3?"now":n>0?`${Qe(n)} ago`:`in ${Qe(-n)}`}function gs(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function y({at:e,show:t="both"}){let n=F(de),o=F(ze);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=vs(r.getTime(),o),i=t==="ago"?s:Ce(r,n);return a`<time dateTime=${e} title=${gs(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function ko(){let e=F(de),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>de.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Ie={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function xo({webhook:e}){let{status:t}=e,{tone:n,label:o}=Ie[t.state],r=t.state==="healthy"&&t.waiting;return a`<span class="state">
    <${V} tone=${r?"warn":n}>${r?"Some wait":o}<//>
    <span class="why">${ys(e)}</span>
  </span>`}function ys({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${y} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${y} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var gt={queued:{tone:"info",label:"Queued",hint:"The first attempt has not ended yet."},waiting:{tone:"warn",label:"Waiting",hint:"It will be attempted again."},delivered:{tone:"good",label:"Delivered",hint:"The receiver answered 2xx."},dropped:{tone:"bad",label:"Dropped",hint:"It was given up."}};function _e({state:e}){let{tone:t,label:n}=gt[e];return a`<${V} tone=${t}>${n}<//>`}var ws={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function be(e){return ws[e]??e}var ks={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},xs={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function te({error:e,status:t}){if(e)return ks[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(t>=200&&t<300)return{text:`HTTP ${t}`,todo:""};let n=xs[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function yt(e){let t=Number(e.replace(/^HTTP /,""));return te(Number.isInteger(t)?{status:t}:{error:e})}function wt(e){try{return new URL(e).host}catch{return e}}function So({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${Ss(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${Ts} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${y} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function Ss({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${y} at=${t} />`:"under way"}</p>
  </li>`}function Ts({attempt:e,number:t}){let{text:n,todo:o}=te(e),r=e.status!==void 0&&e.status>=200&&e.status<300,s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${y} at=${e.at} />
      <span><span class="muted">took</span> ${Z(e.duration_ms)}</span>
    </p>
    <p>${Cs(s)}</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${w}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function Cs(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}.`}function To(e,t){return Os[e.state](e,t)}var Os={delivered:e=>({tone:"good",sentence:a`${sn(e.last_attempt,"The receiver took it")}${Rs(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?Ds(e,t):Es(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${be(e.reason??"")}
      ${e.last_attempt&&a` The last of ${e.attempts} attempts: ${sn(e.last_attempt)}.`}`,todo:Fs(Co(e),"When the receiver is well again, resend it.")})};function Es(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${sn(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${y} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:Co(e)}}function Ds(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${y} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function sn(e,t=""){if(!e)return t;let n=e.error_text??te(e).text;return t?`${t}: ${n}`:n}function Rs({attempts:e}){return e>1?`, after ${e} attempts`:""}function Co({last_attempt:e}){return e?te(e).todo:""}function Fs(...e){return e.filter(Boolean).join(" ")}var Ns=1e4,Ls=3e5;function D(e,t,{refresh:n=!1}={}){let[o,r]=v({loading:!0}),s=M(e),i=M(void 0),l=M(()=>{});s.current=e,C(()=>{let p=new an(async(c,$)=>{$||r(f=>({...f,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>p.run(!1),p.run(!1),()=>p.stop()},[...t,n]);let u=se(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var an=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=Ge.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(Ve(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(Ns*2**this.#e,Ls)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function A(e){let[t,n]=v({busy:!1}),o=M(void 0);C(()=>()=>o.current?.abort(),[]);async function r(){let s=new AbortController;o.current=s,n({busy:!0});try{let i=await e(s.signal);return n({busy:!1}),i}catch(i){if(s.signal.aborted)return;n({busy:!1,failure:Ve(i)});return}}return{...t,run:r}}var Is=[400,1200,3e3,6e3];function kt(e,t=Is){let n=M([]),o=se(()=>n.current.forEach(clearTimeout),[]);return C(()=>o,[]),se(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function Oo({path:e,eventId:t}){let n=D(o=>R(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${ln} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${N} of=${n} what="the request" />`}
  </section>`}function ln({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${w}>${e.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="plain headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code><${w}>${n.name}<//></code></th>
              <td><code><${w}>${n.value}<//></code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${Y} text=${po(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function Eo({path:e,delivery:t,webhook:n,reload:o}){let r=A(p=>I("POST",`${e}/resend`,void 0,p)),s=kt(o),i=n?.enabled===!1;async function l(){await r.run()&&(j("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var Ms="The webhook is deleted, so it cannot be sent again.";function Do({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${O("webhooks",t)}/${O("deliveries",n)}`,r=D(p=>R(o,{},p),[o],{refresh:!0}),s=D(p=>R(`/api/${O("webhooks",t)}`,{},p),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${g(O("webhooks",t))}><${w}>${l}<//></a>
    </nav>
    <${W} title="Delivery" of=${n}>
      ${u&&!i&&a`<${Eo} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${As} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${N} of=${r} what="the delivery" />`}`}function As({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=To(e,t),l=mt(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div class="situation-state" role="status"><${_e} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${Ms}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${S} name="Event">
        <a href=${g(O("events",e.event_id))}>at all its webhooks</a>
      <//>
      <${S} name="Type">
        <a href=${g(O("event-types",e.event_type))}>${e.event_type}</a>
      <//>
      <${S} name="Received"><${y} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${S} name="Ended"><${y} at=${e.ended_at} /><//>`}
      <${S} name="Attempts">${e.attempts}<//>
      <${S} name="Event id"><${ue} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${So} detail=${e} />
    ${!n&&a`<${Oo} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function pe({caption:e,columns:t,rows:n,rowKey:o,rowClass:r,order:s="",epoch:i=""}){let[l,u]=E(),p=l.sort??s,c=Us(n,t,p),{settled:$,moved:f,settle:d}=Ps(c,o,`${p} ${i}`),m=p?$:c;return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${e}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t.map(b=>a`<th
              role="columnheader"
              scope="col"
              key=${b.key}
              class=${b.number?"number":""}
              aria-sort=${Hs(b.key,p)}
            >
              ${b.sort?a`<button type="button" onClick=${()=>u({sort:Ws(b.key,p,s)})}>
                    ${b.label}
                  </button>`:a`<span class=${b.quietLabel?"hidden":""}>${b.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${m.map(b=>a`<tr role="row" key=${o(b)} class=${r?.(b)??""}>
            ${t.map(h=>a`<td
                role="cell"
                key=${h.key}
                class=${h.number?"number":""}
                data-label=${h.quietLabel?void 0:h.label}
              ><div>${h.cell(b)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${p&&f&&a`<p class="moved"><button type="button" class="quiet" onClick=${d}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
  </div>`}function Ps(e,t,n){let[o,r]=v(0),s=Se(()=>new Map(e.map((p,c)=>[t(p),c])),[n,o]),i=p=>s.get(t(p))??e.length+s.size,l=[...e].sort((p,c)=>i(p)-i(c)),u=l.some((p,c)=>p!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function Hs(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function Ws(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function Us(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*Bs(i,l)),s.map(([,i])=>i)}function Bs(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function ne({label:e,clear:t=[],children:n}){let[o,r]=E(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function ae({name:e,label:t,placeholder:n}){return a`<${cn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function cn({name:e,label:t,input:n={},class:o=""}){let[r,s]=E(),[i,l]=v(r[e]??""),u=M(i),p=G();return C(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),C(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${p}>${t}</label>
    <input
      id=${p}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${c=>{u.current=c.currentTarget.value,l(u.current)}}
    />
  </div>`}function oe({name:e,label:t,any:n,options:o}){let[r,s]=E(),i=G();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${l=>s({[e]:l.currentTarget.value})}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Fo=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function xt(){let[e,t]=E(),n=G(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=Ye({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${s=>r(s.currentTarget.value)}>
        <option value="">at any time</option>
        ${Fo.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${Ro} name="since" label="From" /><${Ro} name="until" label="Until" />`}`}function Ro({name:e,label:t}){let[n,o]=E(),r=G();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${un(n[e])}
      onChange=${s=>{o({[e]:dn(s.currentTarget.value)})}}
    />
  </div>`}function un(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function dn(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function Ye(e){let t=Fo.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function qs(){return D(e=>R("/api/event-types",{},e),[])}function Io(){let[e]=E(),t=qs(),n=(e.q??"").toLowerCase(),o=(t.data??[]).filter(({name:r,description:s})=>`${r} ${s}`.toLowerCase().includes(n));return a`<${W} title="Event types" />
    <${ne} label="Filter the event types" clear=${["q"]}>
      <${ae} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${Ks} types=${o} />`:a`<${N} of=${t} what="the event types" />`}`}function Ks({types:e}){return e.length===0?a`<${J} title="No event type fits this search." />`:a`${[...Vs(e)].map(([t,n])=>a`<section key=${t} aria-label=${X(t)}>
      <h2><${w}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${g(O("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${V} tone="warn">Deprecated<//>`}
            <p><${w}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function Vs(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Mo(r);t.set(s,[...t.get(s)??[],r])}return t}function Mo(e){return e.family==="onefuzz"?"OneFuzz":e.family==="singularity"?"Singularity":e.group??"Own types"}function Ao({parameters:e}){let t=e.name??"",n=D(o=>R(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("event-types")}>Event types</a></nav>
    <${W} title=${t}>
      <a href=${g("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${js} type=${n.data} />`:a`<${N} of=${n} what="the event type" />`}`}function js({type:e}){let[t]=E(),n=e.versions??[],o=n.find(({version:r})=>r===t.version)??n[0]??e;return a`<p class="lead"><${w}>${e.description}<//></p>
    <dl class="facts card">
      <${S} name="Belongs to"><${w}>${Mo(e)}<//><//>
      ${e.version&&a`<${S} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${S} name="State"><${V} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${S} name="Defined"><${y} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${S} name="Changed"><${y} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${ne} label="Choose a version">
        <${oe} name="version" label="Version" any=${No(n[0])}
          options=${n.slice(1).map(r=>({value:r.version,label:No(r)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${Lo} value=${o.example} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${Lo} value=${o.schema} what="the schema" />
    </section>`}function No(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function Lo({value:e,what:t}){return e===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${vt(e)} what=${t} />`}var St=new U(void 0),pn=new U(new Map);async function Tt(e){let t=await R("/api/overview",{},e),{relay:n,webhooks:o}=t;return St.set({health:n,at:Date.now()}),pn.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Ct(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=fn(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function fn(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var Gs=50,Js=8;async function Po(e,t,n){let o=t;for(let r=1;;r+=1){let s=await R("/api/events",{since:Ye(e),until:e.until,event_type:e.type,id_prefix:e.q,limit:Gs,cursor:o},n);if(o=s.cursor,s.events.length>0||!o||r===Js)return s}}var Qs=[{key:"id",label:"Event",cell:e=>a`<a href=${g(O("events",e.event_id))} class="id"><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${y} at=${e.received_at} />`}];function Ho(){let[e]=E(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=D(s=>Po(e,void 0,s),n),r=D(s=>R("/api/event-types",{},s),[]);return a`<${W} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${ne} label="Filter the events" clear=${t}>
      <${ae} name="q" label="Event id" placeholder="How the id begins" />
      <${oe} name="type" label="Type" any="Every type" options=${zs(r.data)} />
      <${xt} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${Ys} first=${o.data} query=${e} loading=${o.loading} />`:a`<${N} of=${o} what="the events" />`}`}function zs(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function Ys({first:e,query:t,loading:n}){let[o,r]=v([]);C(()=>r([]),[e]);let s=o.at(-1)??e,i=A(p=>Po(t,s.cursor,p)),l=[e,...o].flatMap(p=>p.events);async function u(){let p=await i.run();p&&r(c=>[...c,p])}return a`<div aria-busy=${n}>
    ${l.length>0?a`<${pe} caption="Events, newest first" columns=${Qs} rows=${l} rowKey=${p=>p.event_id} />`:a`<${J} title=${s.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${x} failure=${i.failure} />
    ${s.cursor&&a`<button type="button" class="more" disabled=${i.busy} onClick=${u}>${i.busy?"Loading …":"Show more"}</button>`}
  </div>`}var Zs=[{key:"state",label:"State",cell:e=>a`<span class="state"><${_e} state=${e.state} />
      <span class="why">${e.reason?be(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>Xs(e)},{key:"next",label:"Next attempt",cell:e=>a`<${y} at=${e.next_attempt_at} />`}];function Xs({last_attempt:e}){if(!e)return a`<span class="muted">–</span>`;let{text:t}=te(e);return a`${t} <span class="muted">in ${Z(e.duration_ms)}, </span><${y} at=${e.at} show="ago" />`}function Wo({parameters:e}){let t=e.event??"",n=D(o=>R(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("events")}>Events</a></nav>
    <${W} title="Event" of=${t} />
    <p><${ue} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${ea} event=${n.data} />`:a`<${N} of=${n} what="the event" />`}`}function ea({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${S} name="Type"><a href=${g(O("event-types",e.event_type))}>${e.event_type}</a><//>
      <${S} name="Received"><${y} at=${e.received_at} /><//>
      ${e.type_version&&a`<${S} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${S} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${S} name="Instance"><${w}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${pe} caption="Outcome at each webhook" columns=${ta(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${J} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${mt(e,"event")} what="the payload" />
    </section>`}function ta(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${na} row=${t} eventId=${e} />`},...Zs]}function na({row:e,eventId:t}){let n=F(pn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=g(O("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${w}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function oa(e){return R("/api/failures",{},e)}function Uo(){let e=D(oa,[],{refresh:!0});return a`<${W} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${ia} list=${e.data} />`:a`<${N} of=${e} what="the failures" />`}`}var ra=[{key:"error",label:"What is wrong",sort:e=>Ze(e).text,cell:e=>{let{text:t,todo:n}=Ze(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${g(O("webhooks",e.webhook_id))} class="strong"><${w}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${aa(e)} aria-label=${`${e.count} deliveries: ${Ze(e).text}, at ${X(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${_e} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${y} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${y} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${g(O("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${Ze(e).text}, at ${X(e.webhook_name)}`}>Why</a>`}];function Ze({error:e,error_text:t,reason:n}){return n?{text:be(n),todo:""}:{text:sa(t),todo:yt(e).todo}}function sa(e){return e.charAt(0).toUpperCase()+e.slice(1)}function aa({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return g(O("webhooks",e),{state:t,status:o})}function ia({list:e}){let[t]=E(),n=e.groups.filter(o=>ca(o,t));return e.groups.length===0?a`<${J} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${ne} label="Filter the failures" clear=${["q","state"]}>
      <${ae} name="q" label="Search" placeholder="Webhook or error" />
      <${oe} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${pe} caption="Failures by webhook and error" columns=${ra} rows=${n} rowKey=${la} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${J} title="No failure fits these filters." />`}`}function la(e){return`${e.webhook_id} ${e.state} ${e.error}`}function ca(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${Ze(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function qo({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=Bo(o.bad,n,24),i=Bo(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function Bo(e,t,n){return e>0?Math.max(2,e/t*n):0}var ua=480,da=240,Ot=150,Oe=52,pa=20,Et=8,Me=Ot-Et-pa;function Ko(){let e=M(null),[t,n]=v(ua);return C(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(da,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function Vo({title:e,buckets:t,series:n}){let o=t.map(u=>$a(u,n)),r=zo(Math.max(1,...o)),[s,i]=Ko(),l=(i-Oe)/Math.max(1,t.length);return a`<${Jo} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${Qo} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,p)=>{let c=Et+Me;return a`<g key=${u.at}>
        ${n.map($=>{let f=(u.values[$.key]??0)/r*Me;return c-=f,f>0&&a`<rect key=${$.key} class=${$.tone} x=${Oe+p*l+l*.1} y=${c} width=${l*.8} height=${f} />`})}
      </g>`})}
  <//>`}function jo({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=zo(Math.max(1,...o)),[s,i]=Ko(),l=(i-Oe)/Math.max(1,t.length),u=c=>Oe+(c+.5)*l,p=c=>Et+Me-c/r*Me;return a`<${Jo} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${Z}>
    <${Qo} width=${i} top=${r} buckets=${t} format=${Z} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${fa(t,c.key,u,p)} />
        ${t.map(($,f)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(f)} cy=${p(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function fa(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function Go({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
    <figcaption>${e}</figcaption>
    <ul class="ranking">
      ${t.map(o=>a`<li key=${o.label}>
          <span class="name">${o.label}${o.note&&a` <span class="muted">${o.note}</span>`}</span>
          <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class=${o.tone} width=${Math.max(1,o.count/n*100)} height="8" />
          </svg>
          <span class="number">${o.count}</span>
        </li>`)}
    </ul>
  </figure>`}function Jo({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=F(de);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${Ot}`} aria-hidden="true">${i}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${n}>
        <table class="plain">
          <thead>
            <tr><th scope="col">From</th>${r.map(u=>a`<th key=${u.key} scope="col" class="number">${u.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${o.map(u=>a`<tr key=${u.at}>
                <th scope="row">${Ce(new Date(u.at),l)}</th>
                ${r.map(p=>{let c=u.values[p.key];return a`<td key=${p.key} class="number">${c===void 0?"–":s(c)}</td>`})}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`}function Qo({width:e,top:t,buckets:n,format:o}){let r=F(de),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=Et+Me-l*Me;return a`<g key=${l}>
        <line x1=${Oe} x2=${e} y1=${u} y2=${u} />
        <text x=${Oe-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Oe} y=${Ot-4}>${Ce(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${Ot-4} text-anchor="end">${Ce(new Date(i.at),r)}</text>`}
  </g>`}function $a(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function zo(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var ha=0,hn=24,$n=36e5;function Yo(){let e=D(Tt,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${W} title="Overview">
      <a href=${g("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${ma} health=${t.relay} webhooks=${t.webhooks} />
        <${xa} rows=${t.webhooks} />`:a`<${N} of=${e} what="the overview" />`}`}function ma({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Ct(e),s=Object.values(e.queues??{}).reduce((u,p)=>u+p,0),i=fn(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${S} name="Storage">${e.storage}<//>
      <${S} name="Latest round">${l==null?"none yet":`${Qe(l)} ago`}<//>
      <${S} name="In queues">${s-i}<//>
      <${S} name="Deliveries waiting">${e.waiting}<//>
      <${S} name="Longest waiting"><${y} at=${_a(t)} show="ago" /><//>
      <${S} name="Longest overdue">${e.oldest_due_seconds?Qe(e.oldest_due_seconds):"nothing"}<//>
      <${S} name="Poison messages">${i}<//>
    </dl>
  </section>`}function _a(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var ba=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${g(O("webhooks",e.webhook_id))} class="strong"><${w}>${e.name}<//></a>
      <span class="muted host"><${w}>${wt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Ie[e.status.state].rank,cell:e=>a`<${xo} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>Zo(e.activity),cell:e=>a`<${va} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>wa(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||ha,cell:e=>a`<${y} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${ka} names=${e.event_types} />`}];function Zo({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function va({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=Zo(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${qo} bars=${ga(e)} label=${`Last ${hn} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${ya(r)} failed</span>
  </span>`}function ga({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/$n)*$n;return Array.from({length:hn},(o,r)=>{let s=t.get(n-(hn-1-r)*$n);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function ya(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function wa(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:e.waiting}function ka({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span class="types">${t}</span>`:a`<span class="types" title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function xa({rows:e}){let[t]=E(),n=e.filter(o=>Ca(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Sa(n.length,e.length)}</span></h2>
    <${ne} label="Filter the webhooks" clear=${["q","state"]}>
      <${ae} name="q" label="Search" placeholder="Name, host, type or id" />
      <${oe} name="state" label="State" any="Every state" options=${Ta(e)} />
    <//>
    ${n.length>0?a`<${pe} caption="Webhooks" columns=${ba} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} />`:a`<${J} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Sa(e,t){return e===t?`${t}`:`${e} of ${t}`}function Ta(e){return Object.entries(Ie).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function Ca(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var _n="relay-job ",Oa=3,mn=new Set([]),z=new U({});function Xo(e){let t=z.value[e];if(t)return t;let n=Ra(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return z.set({...z.value,[e]:r}),r}function Dt(e,t){return Xe(e,{...t,done:0,state:"running"}),vn(e)}function bn(e){let t=z.value[e];t?.state==="running"&&Xe(e,{...t,state:"stopped"})}function er(e){let{[e]:t,...n}=z.value;z.set(n),me("sessionStorage",_n+e,"")}async function vn(e){let t=z.value[e];if(!t||(Xe(e,{...t,state:"running",failure:void 0}),mn.has(e)))return;mn.add(e);let n=t.kind==="recover"?Oa:Number.POSITIVE_INFINITY,o=0;for(;z.value[e]?.state==="running"&&o<n;)o=await Ea(e)===0?o+1:0;mn.delete(e),bn(e)}async function Ea(e){let t=z.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await I("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=z.value[e];return s&&Xe(e,Da(s,o,r)),r}catch(n){let o=Ve(n),r=t.lost||o.status===0;return z.value[e]&&Xe(e,{...t,state:"stopped",failure:o,lost:r}),0}}function Da(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function Xe(e,t){z.set({...z.value,[e]:t});let{failure:n,...o}=t;me("sessionStorage",_n+e,JSON.stringify(o))}function Ra(e){try{return JSON.parse(Fe("sessionStorage",_n+e)??"null")??void 0}catch{return}}var Fa=864e5,Na={do:void 0,from:void 0,to:void 0,states:void 0};function or(){Le({do:"recover"})}function rr({webhook:e,path:t}){let[n,o]=E(),[r]=v(()=>Date.now()),s=n.from??new Date(r-Fa).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},p=A(b=>I("POST",`${t}/recover`,{...u,dry_run:!0},b)),[c,$]=v(void 0);C(()=>$(void 0),[s,i,n.states]);let f=()=>o(Na);async function d(b){b.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await p.run())}function m(){if(!c)return;let b=[s,i].map(h=>Ce(new Date(h),!1)).join(" to ");Dt(t,{kind:"recover",title:`Recovering what was received from ${b}`,body:u,total:c.matching,isMore:c.more}),f()}return a`<${K} title="Recover deliveries" onClose=${f}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${tr} label="Received from" at=${s} error=${p.failure?.about("since")} onChange=${b=>o({from:b})} />
        <${tr} label="Until" at=${i} error=${p.failure?.about("until")} onChange=${b=>o({to:b})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${nr} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${nr} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${p.failure} />
      <p role="status">${c&&gn(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${m}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${p.busy}>${p.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${f}>Cancel</button>
      </div>
    </form>
  <//>`}function gn({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function tr({label:e,at:t,error:n,onChange:o}){return a`<${q} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${un(t)}
      onChange=${s=>{let i=dn(s.currentTarget.value);i&&o(i)}}
    />`}
  <//>`}function nr({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<label class="check">
    <input type="checkbox" checked=${r} disabled=${s} onChange=${i} />
    ${n}
  </label>`}var La="relay.";function sr(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(La)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function Ae(e,t){let n=t.filter(({example:o})=>o!==void 0);return{wanted:n.filter(({name:o})=>sr(e,o)),others:n.filter(({name:o})=>!sr(e,o))}}function ir({webhook:e,path:t,onSent:n,onClose:o}){let r=D(f=>R("/api/event-types",{},f),[]),[s,i]=v(""),{wanted:l,others:u}=Ae(e.event_types,r.data??[]),p=s||([...l,...u][0]?.name??""),c=A(f=>I("POST",`${t}/send-example`,{event_type:p},f));async function $(f){f.preventDefault(),await c.run()&&(j(`An example of ${p} is on its way.`),n(),o())}return a`<${K} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${q} label="Event type" error=${c.failure?.about("event_type")}>
        ${f=>a`<select
          id=${f.id}
          aria-describedby=${f.describedBy}
          value=${p}
          onChange=${d=>i(d.currentTarget.value)}
        >
          ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(ar)}</optgroup>`}
          ${u.length>0&&a`<optgroup label="Others">${u.map(ar)}</optgroup>`}
        </select>`}
      <//>
      <${x} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!p}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function ar({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function lr({webhook:e,path:t,onSent:n,reload:o}){let[r]=E(),[s,i]=v(!1),l=A(f=>I("POST",`${t}/ping`,void 0,f)),u=A(f=>I("POST",`${t}/enable`,void 0,f)),{enabled:p}=e;async function c(){await l.run()&&(j("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(j("The webhook is enabled."),o())}return a`<div class="actions">
      ${!p&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!p} onClick=${c}>Ping</button>
      <button type="button" disabled=${!p} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${or}>Recover …</button>
      <a href=${g(`${O("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,u].map(({failure:f},d)=>f&&a`<div class="wide" key=${d}><${x} failure=${f} /></div>`)}
    ${s&&a`<${ir} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${rr} webhook=${e} path=${t} />`}`}var Ee=["state","type","status","event","range","since","until"];function Pe(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:Ye(e),until:e.until}}function cr(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function yn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${gt[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function ur({types:e}){let t=Object.entries(gt).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${ne} label="Filter the deliveries" clear=${Ee}>
    <${oe} name="state" label="State" any="Every state" options=${t} />
    <${oe} name="type" label="Type" any="Every type" options=${n} />
    <${cn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${xt} />
    <${ae} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Ia=[{key:"delivered",label:"Delivered",tone:"good"},{key:"waiting",label:"Waiting",tone:"warn"},{key:"queued",label:"Queued",tone:"info"},{key:"dropped",label:"Dropped",tone:"bad"}],Ma=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function dr({path:e,changes:t}){let[n]=E(),o=Ee.filter(i=>i!=="event").map(i=>n[i]),r=D(i=>R(`${e}/delivery-summary`,Aa(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${Pa} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${Ha} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Aa(e){let{event_id:t,...n}=Pe(e);return n}function Pa({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${y} at=${o} show="clock" /> to <${y} at=${r} show="clock" /></span>`}function Ha({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${Z(n)}, p95 ${Z(o)}`;return a`<div class="card"><${Vo} title="Outcomes, by when received" buckets=${t} series=${Ia} /></div>
    <div class="card"><${jo} title=${r} buckets=${t} series=${Ma} /></div>
    <div class="card"><${Go} title="Latest answers and errors" rows=${e.results.map(Wa)} /></div>`}function Wa({result:e,text:t,count:n}){let o=Number(e),r=o>=200&&o<300;return{label:o?`HTTP ${e}`:e,count:n,tone:r?"good":e==="unknown"?"off":"bad",note:t.replace(/^the receiver answered \d+ ?/,"")}}var Ua=25,Ba=8,qa=100,Ka=5e3;function et(e){return`${e.event_id} ${e.received_at}`}function Rt(e,t,n){let o=[e,n,...Ee.map(_=>t[_])],r=`${e}/deliveries`,s=M([]),i=D((_,T)=>T?ja(r,t,{before:T,rows:s.current},_):Va(r,t,_),o,{refresh:!0}),{first:l,updates:u}=i.data??pr,[p,c]=v([]),[$,f]=v([]);C(()=>{c([]),f([])},[l]);let d=Se(()=>[...$,...l.deliveries,...p.flatMap(T=>T.deliveries)].map(T=>u.get(et(T))??T),[l,p,$,u]);s.current=d;let m=Se(()=>Qa(u,d,t),[u,d]),b=(p.at(-1)??l).cursor,h=A(_=>fr(r,t,b,_)),k=se(async()=>{let _=await h.run();_&&c(T=>[...T,_])},[h.run]);return{rows:d,fresh:m.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():f([...m,...$]),cursor:b,older:{busy:h.busy,failure:h.failure,load:k},loaded:i}}var pr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function Va(e,t,n){return{...pr,updates:new Map,first:await fr(e,t,void 0,n)}}async function fr(e,t,n,o){let r=n;for(let s=1;;s+=1){let i={...Pe(t),limit:Ua,cursor:r},l=await R(e,i,o);if(r=l.cursor,l.deliveries.length>0||!r||s===Ba)return l}}async function ja(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&Ja(o)||Ga(o),l={...i,limit:qa,with_status:!0},u=await R(e,l,r),p=new Map(n.updates);for(let f of u.deliveries)p.set(et(f),f);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>Ft(o);return{first:n.first,updates:p,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function Ft(e){return e[0]?.received_at??""}function Ga(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>$r(r)&&r.received_at>=t).at(-1)?.received_at??Ft(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-Ka)).toISOString()}}function Ja(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>$r(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:Ft(r)}}function $r(e){return e.state==="waiting"||e.state==="queued"}function Qa(e,t,n){let o=new Set(t.map(et)),r=Ft(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&cr(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Nt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=M(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:p,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${ur} types=${Ya(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${za(e)}</button>`}
    </div>
    ${u?a`<${x} failure=${p} retry=${r} /><${Za} known=${e} webhookId=${t} loading=${c} />`:a`<${N} of=${e.loaded} what="the deliveries" />`}
  </section>`}function za({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function Ya(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function Za({known:e,webhookId:t,loading:n}){let[o]=E(),{rows:r,cursor:s,older:i}=e,u=Ee.some(p=>o[p])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${pe}
          caption="Deliveries, newest first"
          columns=${Xa(t)}
          rows=${r}
          rowKey=${et}
        />`:a`<${J} title=${s?"Nothing was found so far.":u} />`}
    <${x} failure=${i.failure} />
    ${s&&a`<button type="button" class="more" disabled=${i.busy} onClick=${i.load}>${i.busy?"Loading …":"Older"}</button>`}
  </div>`}function Xa(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${g(O("webhooks",e,"deliveries",t.event_id))} class="id"><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${ei} row=${t} />`},{key:"last",label:"Latest attempt",cell:t=>a`<${ti} row=${t} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${y} at=${t.received_at} />`}]}function ei({row:e}){return a`<span class="state">
    <${_e} state=${e.state} />
    <span class="why">
      ${e.reason&&be(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${y} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function ti({row:e}){let{last_attempt:t}=e;if(!t)return a`<span class="muted">${e.held?"held back":"none yet"}</span>`;let{text:n}=te(t);return a`${n} <span class="muted">in ${Z(t.duration_ms)}, <${y} at=${t.at} show="ago" /></span>`}function hr({id:e,name:t,path:n}){let[o]=E(),[r,s]=v(0),i=se(()=>s(c=>c+1),[]),l=Rt(n,o,r),{data:u,failure:p}=l.loaded;return a`<${W} title=${t} of=${e} />
    ${u?a`<${ni} id=${e} />
          <${Nt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:p?.status===404?a`<${oi} />`:a`<${N} of=${l.loaded} what="what is kept of its deliveries" />`}`}function ni({id:e}){let t=g(O("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function oi(){return a`<${J} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${g("")}>To the overview</a></p>
  <//>`}function mr({path:e,onEnd:t}){let o=F(z)[e];C(()=>{Xo(e)},[e]);let r=M(o?.state);return C(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${w}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${ri(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${si} job=${o} path=${e} /></div>
  </section>`:null}function ri(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function si({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>bn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>vn(t)}>Go on</button>`}
    <button type="button" onClick=${()=>er(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function _r({webhook:e,path:t}){let[n]=E(),o=()=>Le({do:void 0});return a`<button type="button" onClick=${()=>Le({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(yn(n)?a`<${ii} webhook=${e} path=${t} onClose=${o} />`:a`<${ai} onClose=${o} />`)}`}function ai({onClose:e}){return a`<${K} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function ii({webhook:e,path:t,onClose:n}){let[o]=E(),[r]=v(()=>li(Pe(o))),s=D(p=>I("POST",`${t}/resend`,{...r,dry_run:!0},p),[t]),i=s.data,l=yn(o);function u(){if(!i)return;let p=`Sending again: ${l}`;Dt(t,{kind:"resend",title:p,body:r,total:i.matching,isMore:i.more}),n()}return a`<${K} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${w}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${gn(i)}</p>`:a`<${N} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function li(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var tt={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var br={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function vr(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?JSON.stringify(e.filter,null,2):""}}function Lt(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...yr(e),headers:e.headers.length>0?wr(e.headers):void 0,max_in_flight:He(e.inFlight),rate_per_second:He(e.rate),filter:nt(e.filter)}}function gr(e,t){return{...ve(e,t,"name","name",e.name),...ve(e,t,"url","url",e.url.trim()),...ve(e,t,"types","event_types",e.types),...ve(e,t,"format","message_format",e.format),...ve(e,t,"signing","signing",e.signing),...yr(e),...e.replaceHeaders?{headers:wr(e.headers)}:{},...ve(e,t,"inFlight","max_in_flight",He(e.inFlight)??0),...ve(e,t,"rate","rate_per_second",He(e.rate)??0),...ve(e,t,"filter","filter",nt(e.filter)??null)}}function ve(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function yr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function wr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function He(e){if(e.trim()==="")return;let t=Number(e);return Number.isNaN(t)?e:t}function nt(e){return e.trim()===""?void 0:JSON.parse(e)}function It({secret:e,onClose:t}){let[n,o]=v(!1),r=_t("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${K} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${ue} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function kr({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=v(""),[i,l]=v("24"),[u,p]=v(""),c=A(m=>I("POST",`${t}/rotate-secret`,ci(r,i),m));async function $(m){m.preventDefault();let b=await c.run();if(b){if(b.secret_token)return p(b.secret_token);j("The secret is replaced."),f()}}function f(){o(),n()}if(u)return a`<${It} secret=${u} onClose=${f} />`;let{failure:d}=c;return a`<${K} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${q} label="New secret" hint="Leave it empty to have one made, which is shown once." error=${d?.about("secret_token")}>
        ${m=>a`<input
          id=${m.id} type="password" autocomplete="off" spellcheck=${!1}
          aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
          value=${r}
          onInput=${b=>s(b.currentTarget.value)}
        />`}
      <//>
      <${q} label="Hours that the old secret signs too" hint="0 to 168" error=${d?.about("grace_period_hours")}>
        ${m=>a`<input
          id=${m.id} inputmode="decimal" aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
          value=${i}
          onInput=${b=>l(b.currentTarget.value)}
        />`}
      <//>
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function ci(e,t){return{secret_token:e||void 0,grace_period_hours:He(t)}}function xr({webhook:e,path:t,reload:n}){let[o,r]=v(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${ui} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${kr} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${di} webhook=${e} path=${t} onClose=${s} />`}`}function ui({webhook:e,path:t,reload:n,onClose:o}){let r=A(l=>I("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(j("The webhook is disabled."),n(),o())}return a`<${K} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function di({webhook:e,path:t,onClose:n}){let[o,r]=v(""),s=A(p=>I("DELETE",t,void 0,p)),i=X(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(p){p.preventDefault(),l&&await s.run()&&(j("The webhook is deleted."),Te(g("")))}return a`<${K} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${u}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${q} label=${a`Type its name to confirm: <${w}>${i}<//>`}>
        ${p=>a`<input
          id=${p.id}
          autocomplete="off"
          spellcheck=${!1}
          value=${o}
          onInput=${c=>r(c.currentTarget.value)}
        />`}
      <//>
      <${x} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!l||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function Sr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${pi(e)}</span></summary>
      <dl class="facts">
        <${S} name="URL, without its query"><code><${w}>${e.url}<//></code><//>
        <${S} name="Id"><${ue} text=${e.webhook_id} what="the webhook's id" /><//>
        <${S} name="Message format">${tt[e.message_format]?.label??e.message_format}<//>
        <${S} name="Secret"><${$i} webhook=${e} /><//>
        ${e.public_key&&a`<${S} name="Public key (ed25519)"><${ue} text=${e.public_key} what="the public key" /><//>`}
        <${S} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${S} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${S} name="Made"><${y} at=${e.created_at} /><//>
        <${S} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${fi} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${vt(r)} what="the filter" /></div>`}
      <${xr} webhook=${e} path=${t} reload=${n} />
    </details>`}function pi(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,tt[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function fi({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${g(O("event-types",e))} class="tag">${e}</a> `}function $i({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${y} at=${t} />`}`}function Cr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=Ie[t.state],r=t.state==="healthy"&&t.waiting?"warn":n;return a`<section class=${`card situation ${r}`} aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone=${r}>${r===n?o:"Some wait"}<//></div>
    <div>${hi[t.state](t,e)}</div>
    <dl class="facts">
      <div><dt>Waiting</dt><dd>${Or(t)}</dd></div>
      ${t.oldest_waiting_at&&a`<div><dt>Oldest waiting</dt><dd><${y} at=${t.oldest_waiting_at} show="ago" /></dd></div>`}
      ${t.last_failure_at&&a`<div><dt>Last failure</dt><dd><${y} at=${t.last_failure_at} show="ago" /></dd></div>`}
      <div><dt>Last success</dt><dd><${y} at=${t.last_success_at} show="ago" /></dd></div>
    </dl>
  </section>`}var hi={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${Tr(e)} ${Mt(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${Tr(e)} ${Mt(e,"The next attempt is due")}
    </p>
    <${wn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${y} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Mt(e,"The next try is due")}
    </p>
    <${wn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${y} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Mt(e,"The next attempt is due")}
    </p>
    <${wn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${y} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${w}>${mi(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${_i(t)}</p>`};function wn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=yt(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function Or(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:`${e.waiting}`}function Tr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${Or(e)} deliveries wait.`:""}function Mt(e,t){return e.next_attempt_at&&a`${t} <${y} at=${e.next_attempt_at} show="ago" />.`}function mi(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function _i({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function Er({parameters:e}){let t=e.webhook??"",n=`/api/${O("webhooks",t)}`,o=D(c=>R(n,{},c),[n]),r=o.data,[s,i]=v(0),l=se(()=>i(c=>c+1),[]),u=kt(l,[1500]),p=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>`;return o.failure?.status===404?a`${p}<${hr} id=${t} name=${r?.name??t} path=${n} />`:a`${p}
    <${W} title=${r?r.name:"Webhook"} of=${r?wt(r.url):t}>
      ${r&&a`<${lr} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${bi} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${N} of=${o} what="the webhook" />`}`}function bi({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=E(),i=Rt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[p,c]=v(void 0),[$,f]=v(0),d=p?.of===e?vi(e,p.status):e.status;function m(){o(),r()}return C(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),C(()=>{u&&r()},[u]),a`<p class="url"><${w}>${e.url}<//></p>
    <${Cr} webhook=${{...e,status:d}} />
    <${Sr} webhook=${e} path=${t} reload=${r} />
    <${mr} path=${t} onEnd=${m} />
    <${dr} path=${t} changes=${n+$} />
    <${Nt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>f(b=>b+1)}
      reload=${o}
    >
      <${_r} webhook=${e} path=${t} />
    <//>`}function vi(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function re(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(Dr(n.field,t))).map(n=>{let o=Dr(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function Dr(e,t){return e.startsWith(t)?e.slice(t.length):""}function De({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${q} label=${e} hint=${o} error=${r}>
    ${i=>a`<input
      id=${i.id}
      autocomplete="off"
      spellcheck=${!1}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      ...${s}
      onInput=${l=>n(l.currentTarget.value)}
    />`}
  <//>`}function ot({legend:e,value:t,onChange:n,choices:o,error:r}){let s=G();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}var gi=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Rr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${q}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${Re(e)||n}
    >
      ${i=>a`<textarea
        id=${i.id}
        class="json"
        spellcheck=${!1}
        placeholder=${gi}
        aria-describedby=${i.describedBy}
        aria-invalid=${i.invalid}
        value=${e}
        onInput=${l=>t(l.currentTarget.value)}
      ></textarea>`}
    <//>
    ${o&&a`<${yi} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function Re(e){try{return nt(e),""}catch(t){return`This is not JSON: ${t instanceof Error?t.message:t}`}}function yi({path:e,filter:t,types:n,chosen:o}){let{wanted:r,others:s}=Ae(o,n),i=r.length>0?r:s,[l,u]=v(""),[p,c]=v(void 0),$=i.find(({name:h})=>h===l)??i[0],f=p??JSON.stringify($?.example??{},null,2),d=A(h=>I("POST",`${e}/filter/try`,{filter:nt(t)??null,event_type:$?.name,event:JSON.parse(f)},h)),[m,b]=v(void 0);return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${q} label="Event type">
        ${h=>a`<select id=${h.id} value=${$?.name}
          onChange=${k=>{u(k.currentTarget.value),c(void 0)}}>
          ${i.map(({name:k})=>a`<option key=${k} value=${k}>${k}</option>`)}
        </select>`}
      <//>
    </div>
    <${q} label="Its payload" error=${Re(f)}>
      ${h=>a`<textarea id=${h.id} class="json" spellcheck=${!1} value=${f}
        aria-describedby=${h.describedBy} aria-invalid=${h.invalid}
        onInput=${k=>c(k.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${d.busy||!$||!!(Re(f)||Re(t))}
      onClick=${async()=>b(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${m&&a`<${wi} result=${m} />`}</div>
  </details>`}function wi({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${V} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${V} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${w}>${`${o.operator} ${o.key}`}<//></code>
          <span class="muted"><${w}>${o.text}<//></span>
        </li>`)}
    </ul>`}function Fr({draft:e,stored:t,change:n,error:o}){let r=G(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${o&&a`<p class="error" id=${`${r}-error`}>${o}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(l=>a`<code key=${l} class="tag">${l}</code> `)}</p>
      <label class="check">
        <input type="checkbox" checked=${i}
          onChange=${l=>n({replaceHeaders:l.currentTarget.checked})} />
        Replace all of them: their values have to be given again
      </label>`}
    ${(i||t.length===0)&&a`<${ki} headers=${s} onChange=${l=>n({headers:l,replaceHeaders:!0})} />`}
  </fieldset>`}function ki({headers:e,onChange:t}){function n(o,r){t(e.map((s,i)=>i===o?{...s,...r}:s))}return a`${e.map((o,r)=>a`<div class="header-row" key=${r}>
        <input aria-label=${`Name of header ${r+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${o.name}
          onInput=${s=>n(r,{name:s.currentTarget.value})} />
        <input aria-label=${`Value of header ${r+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${o.value}
          onInput=${s=>n(r,{value:s.currentTarget.value})} />
        <button type="button" class="quiet" aria-label=${`Remove header ${r+1}`} onClick=${()=>t(e.filter((s,i)=>i!==r))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function Nr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${ot}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Si(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${De}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${ot}
      legend="Signature"
      value=${e.signing}
      choices=${xi}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var xi=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Si(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Lr({body:e,types:t,chosen:n,note:o,ready:r,onFailure:s}){let{wanted:i,others:l}=Ae(n,t),u=i.length>0?i:l,[p,c]=v(""),[$,f]=v(void 0),d=u.find(({name:b})=>b===p)?.name??u[0]?.name,m=A(async b=>{f(void 0),s(void 0);let h=e();try{return await I("POST","/api/webhooks/test",{...h,event_type:d},b)}catch(k){throw k instanceof le&&s(k),k}});return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${q} label="Example of">
        ${b=>a`<select id=${b.id} value=${d}
          onChange=${h=>c(h.currentTarget.value)}>
          ${u.map(({name:h})=>a`<option key=${h} value=${h}>${h}</option>`)}
        </select>`}
      <//>
    </div>
    <button type="button" disabled=${m.busy||!r} onClick=${async()=>f(await m.run())}>${m.busy?"Trying …":"Try it"}</button>
    <${x} failure=${m.failure} />
    <div role="status" class="trial-result">${$&&a`<${Ti} tried=${$} />`}</div>
  </section>`}function Ti({tried:{attempt:e,request:t}}){let{text:n,todo:o}=te(e),r=e.status!==void 0&&e.status>=200&&e.status<300;return a`<p class="spaced">
      <${V} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${Z(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${ln} sent=${t} file="request.txt" />
    </details>`}function Ir({types:e,chosen:t,onChange:n,error:o}){let[r,s]=v(""),i=G(),l=e.data??[],u=r.toLowerCase(),p=l.filter(({name:$,description:f})=>`${$} ${f}`.toLowerCase().includes(u));function c($,f){let d=t.filter(m=>!$.includes(m));n(f?[...d,...$]:d)}return a`<fieldset class="types-field" aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Ci} chosen=${t} onRemove=${$=>c([$],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${$=>$.key==="Enter"&&$.preventDefault()}
          onInput=${$=>s($.currentTarget.value)} />
      </div>
      <${Oi} known=${Fi(l)} onAdd=${$=>c([$],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${N} of=${e} what="the event types" />
      ${e.data&&p.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...Di(p)].map(([$,f])=>a`<${Ei} key=${$} name=${$} members=${f} chosen=${t} set=${c} />`)}
    </div>
  </fieldset>`}function Ci({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function Oi({known:e,onAdd:t}){let[n,o]=v(""),r=G();function s(){n.trim()&&t(n.trim()),o("")}return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${n}
        onKeyDown=${i=>{i.key==="Enter"&&(i.preventDefault(),s())}}
        onInput=${i=>o(i.currentTarget.value)} />
      <datalist id=${`${r}-known`}>${e.map(i=>a`<option key=${i} value=${i} />`)}</datalist>
      <button type="button" disabled=${!n.trim()} onClick=${s}>Add</button>
    </div>
  </div>`}function Ei({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=G();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${w}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${X(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<label class="check" key=${l.name} title=${X(l.description)}>
        <input type="checkbox" checked=${n.includes(l.name)}
          onChange=${u=>o([l.name],u.currentTarget.checked)} />
        ${l.name}
      </label>`)}
  </div>`}function Di(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Ri(r);t.set(s,[...t.get(s)??[],r])}return t}function Ri({name:e,family:t,group:n}){return t==="own"?n??"Own types":t==="singularity"?"Singularity":e.split("_")[0]??e}function Fi(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function Mr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=v(()=>e?vr(e):br),[i,l]=v(s),[u,p]=v(void 0),c=D(_=>R("/api/event-types",{},_),[]),$=A(_=>n(i,s,_)),f=M(null),d=$.failure??u,m=JSON.stringify(i)!==JSON.stringify(s),b=_t("Leave the form? What you have changed is lost.",m);Li(f,d);let h=_=>l(T=>({...T,..._}));async function k(_){if(_.preventDefault(),Re(i.filter))return f.current?.querySelector("textarea")?.focus();p(void 0);let T=await $.run();T&&(b(),o(T))}return a`<form class="form" ref=${f} onSubmit=${k} novalidate>
    <${x} failure=${$.failure} />
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${De} label="Name" value=${i.name} error=${re(d,"name")} onInput=${_=>h({name:_})} />
      <${De} label="URL" value=${i.url} error=${re(d,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${_=>h({url:_})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${Ir} types=${c} chosen=${i.types} error=${re(d,"event_types")} onChange=${_=>h({types:_})} />
      <${Rr} value=${i.filter} error=${re(d,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${_=>h({filter:_})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${ot} legend="Message format" value=${i.format} error=${re(d,"message_format")}
        choices=${Object.entries(tt).map(([_,T])=>({value:_,...T}))}
        onChange=${_=>h({format:_})} />
      <${Nr} draft=${i} webhook=${e} change=${h} error=${re(d,"secret_token")} signingError=${re(d,"signing")} />
      <${Fr} draft=${i} stored=${e?.headers??[]} change=${h} error=${re(d,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${De} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${re(d,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${_=>h({inFlight:_})} />
        <${De} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${re(d,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${_=>h({rate:_})} />
      </div>
    </section>
    </div>
    <${Lr} body=${()=>Ni(i)} ready=${!Re(i.filter)} types=${c.data??[]} chosen=${i.types} onFailure=${p}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function Ni(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Lt({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Li(e,t){C(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Ar(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>
    <${W} title="New webhook" />
    <${Hr}
      done="The webhook is made."
      cancelTo=${g("")}
      save=${(e,t,n)=>I("POST","/api/webhooks",Lt(e),n)}
    />`}function Pr({parameters:e}){let t=e.webhook??"",n=`/api/${O("webhooks",t)}`,o=D(i=>R(n,{},i),[n]),r=o.data,s=g(O("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${s}><${w}>${r?.name??t}<//></a>
    </nav>
    <${W} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${Hr}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>I("PATCH",n,gr(i,l),u)}
        />`:a`<${N} of=${o} what="the webhook" />`}`}function Hr({done:e,...t}){let[n,o]=v(void 0);function r(s){j(e),Te(g(O("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${It} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${Mr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var Wr=[{pattern:"",view:Yo,part:""},{pattern:"failures",view:Uo,part:"failures"},{pattern:"events",view:Ho,part:"events"},{pattern:"events/:event",view:Wo,part:"events"},{pattern:"new-webhook",view:Ar,part:""},{pattern:"webhooks/:webhook/edit",view:Pr,part:""},{pattern:"webhooks/:webhook",view:Er,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:Do,part:""},{pattern:"event-types",view:Io,part:"event-types"},{pattern:"event-types/:name",view:Ao,part:"event-types"}],At=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function Ur(){return F(Ge)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{io(),j("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${ht}>Enter a key</button>`}function Br(){let{wanted:e,refused:t}=F(je);return e?a`<${Ii} refused=${t} />`:null}function Ii({refused:e}){let[t,n]=v(""),[o,r]=v(!1);function s(i){i.preventDefault(),t.trim()&&ao(t,o)}return a`<${K} title="Key" onClose=${tn}>
    <form onSubmit=${s}>
      <p>
        The relay asks for a function key. A host key opens everything that this page does.
        It is sent as a header, and kept in memory only, unless you tick the box.
      </p>
      <${q} label="Key" error=${e?"The relay refuses the key that was given.":""}>
        ${i=>a`<input
          id=${i.id}
          type="password"
          autocomplete="off"
          spellcheck=${!1}
          aria-describedby=${i.describedBy}
          aria-invalid=${i.invalid}
          autofocus
          value=${t}
          onInput=${l=>n(l.currentTarget.value)}
        />`}
      <//>
      <label class="check">
        <input
          type="checkbox"
          checked=${o}
          onChange=${i=>r(i.currentTarget.checked)}
        />
        Keep it until this tab is closed
      </label>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!t.trim()}>Use this key</button>
        <button type="button" onClick=${tn}>Go on without</button>
      </div>
    </form>
  <//>`}var qr="relay-shortcuts",xn="g",Kr=[{keys:"/",does:"move to the search field",act:Mi},...At.map(({path:e,label:t,key:n})=>({keys:`${xn} ${n}`,does:t.toLowerCase(),act:()=>Te(g(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>de.set(!de.value)},{keys:"?",does:"this help",act:Tn}],Sn=new U(!1);function Tn(){Sn.set(!0)}function Mi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function Vr(){let e=F(Sn),t=F(Cn);return e?a`<${K} title="Keyboard" onClose=${()=>Sn.set(!1)}>
    <dl class="keys">
      ${Kr.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${t} onChange=${()=>Ai(!t)} />
      Keys of one letter work outside of fields
    </label>
  <//>`:null}var Cn=new U(Fe("localStorage",qr)!=="off");function Ai(e){Cn.set(e),me("localStorage",qr,e?"on":"off")}var kn=!1;document.addEventListener("keydown",e=>{if(!Pi(e))return;let t=kn?[`${xn} ${e.key}`,e.key]:[e.key];kn=e.key===xn&&!kn;let n=Kr.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Pi(e){return e.ctrlKey||e.metaKey||e.altKey||!Cn.value?!1:!Hi(e.target)&&!document.querySelector("dialog[open]")}function Hi(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var On=6e4,Wi=3*On,Ui={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function jr({part:e,children:t}){return Ki(),a`
    <a class="skip" href="#main" onClick=${Bi}>Skip to the content</a>
    <${ji} />
    <header class="top">
      <a class="brand" href=${g("")}><${qi} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${At.map(n=>a`<a key=${n.path} href=${g(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${Vi} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${ko} />
      <${Ur} />
      <button type="button" class="quiet" onClick=${Tn}>Keyboard help</button>
    </footer>
    <${Br} />
    <${Vr} />
    <${vo} />
  `}function Bi(e){e.preventDefault(),document.getElementById("main")?.focus()}function qi(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function Ki(){C(()=>{let e=new AbortController;function t(){let o=St.value,r=o&&Date.now()-o.at<On;document.hidden||r||Q.value.path===""||Tt(e.signal).catch(()=>{})}t();let n=setInterval(t,On/4);return()=>{e.abort(),clearInterval(n)}},[])}function Vi(){let e=F(St),t=F(ze);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>Wi?Ui:Ct(e.health);return a`<a class="relay" href=${g("")} title=${r}><${V} tone=${n}>${o}<//></a>`}function ji(){let e=F(Ne),[t,n]=v(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return C(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function Gi(e){for(let t of Wr){let n=ho(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function Ji(){let{path:e}=F(Q),t=Gi(e);return a`<${jr} part=${t?.route.part}>
    <${Qi} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${zi} />`}
    <//>
  <//>`}function Qi({children:e}){let[t]=no(n=>reportError(n));return t?a`<${W} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function zi(){return a`<${W} title="No such page" />
    <${J} title="This address leads nowhere."><p><a href=${g("")}>To the overview</a></p><//>`}var En=document.getElementById("app");En&&(En.textContent="",eo(a`<${Ji} />`,En));
