/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function st(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var Jn=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,Jn(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},In=new Map;function Yr(e){var t=In.get(this);return t||(t=new Map,In.set(this,t)),(t=Jn(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],p=function(f){s===1&&(f||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,f,i):s===3&&(f||i)?(u.push(3,f,i),s=2):s===2&&i==="..."&&f?u.push(4,f,0):s===2&&i&&!f?u.push(5,0,!0,i):s>=5&&((i||!f&&s===5)&&(u.push(s,0,i,r),s=6),f&&(u.push(s,f,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&p(),p(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(p(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(p(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return p(),u})(e)),t),arguments,[])).length>1?t:t[0]}var L,Gn,Zr,fe,qt,ut,Qn,it,zn,Gt,Kt,Xr,qe=Symbol.for("pv"),dt={},pt=[],es=/^m(i|n|o|s|text|space)$/,Qt=Array.isArray,zt=pt.slice,ke=Object.assign;function we(e){e&&e.parentNode&&e.remove()}function ts(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?zt.call(arguments,2):n),We(e,i,o,r,null)}function We(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:qe,__v:r||++Gn,__i:-1,__u:0};return!r&&L.vnode&&L.vnode(s),s}function ft(e){return e.children}function lt(e,t){this.props=e,this.context=t,this.__g=0}function $e(e,t){if(t==null)return e.__&&$e(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:$e(e)}function ns(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=ke({constructor:qe},n)).__v=n.__v+1,L.vnode&&L.vnode(t),Yt(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||$e(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,no(r,t,s),n.__=n.__e=null,t.__e!=o&&Yn(t))}function Yn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Yn(e)}function Mn(e){(8&e.__g||(e.__g|=8,fe.push(e),ut++))&&qt==L.debounceRendering||((qt=L.debounceRendering)||queueMicrotask)(Zn)}function Zn(){try{for(var e,t=1;fe.length;)fe.length>t&&fe.sort(Qn),e=fe.shift(),t=fe.length,8&e.__g&&ns(e)}finally{(ut=fe.length)&&(qt||queueMicrotask)(Zn)}}function Xn(e,t,n,o,r,s,i,l,u,p,c){var $,f,d,h,m,_,x=o.__k||pt,v=t.length;for(u=os(n,t,x,u,v),$=0;$<v;$++)(d=n.__k[$])!=null&&(f=~d.__i&&x[d.__i]||dt,d.__i=$,_=Yt(e,d,f,r,s,i,l,u,p,c),h=d.__e,(f.ref!=d.ref||8&f.__u)&&(f.ref&&Zt(f.ref,null,d,f),d.ref&&c.push(d.ref,d.__c||h,d)),m=m||h,4&d.__u?(u=eo(d,u,e,!f.__v),f.__e&&(f.__e=null)):typeof d.type=="function"&&_!==void 0?u=_:h&&(u=h.nextSibling),d.__u&=-21);return n.__e=m,u}function os(e,t,n,o,r){var s,i,l,u,p,c,$,f,d,h=n.length,m=h,_=0,x=0,v=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=v[s]=We(null,i):Qt(i)?i=v[s]=We(ft,{children:i}):i.constructor===qe&&i.__b?i=v[s]=We(i.type,i.props,i.key,i.ref,i.__v):v[s]=i,u=s+_,i.__=e,i.__b=e.__b+1,l=null,~(p=i.__i=rs(i,n,u,m))&&(m--,(l=n[p])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,p==u-1?_--:p==u+1?_++:p!=u&&(p>u?_--:_++,x=1)):(~p||(r>h?_--:r<h&&_++),typeof i.type!="function"&&(i.__u|=4))):v[s]=null;if(x){for(c=[],$=[],s=0;s<r;s++)if((i=v[s])&&16&i.__u){for(_=0,f=c.length;_<f;)c[d=_+f>>1]<i.__i?_=d+1:f=d;c[_]=i.__i,$[s]=_+1}for(_=c.length;s--;)$[s]&&($[s]==_?_--:v[s].__u|=4)}if(m)for(s=0;s<h;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=$e(l)),Xt(l,l));return o}function eo(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=eo(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=$e(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function rs(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function An(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function at(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||An(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||An(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=Kt[t]||(Kt[t]=ss(t)),(e.__a||(e.__a={}))[t]=Gt,s=t!=(t=t.replace(zn,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function ss(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[it]==null)t[it]=Gt++;else if(t[it]<this.__a[e])return;return n(L.event?L.event(t):t)}}}function Yt(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,h,m,_,x,v,N,A,Ut,Nn,rt,ge,Ln,pe,ye,ae=t.type;if(t.constructor!==qe)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=ct(c,s):s.push(c),l=s[0]||l),(c=L.__b)&&c(t);e:if(typeof ae=="function"){f=i.length;try{if(x=t.props,v=(c=ae.prototype)&&c.render,N=(c=ae.contextType)&&o[c.__c],A=c?N?N.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(v?t.__c=d=new ae(x,A):(t.__c=d=new lt(x,A),d.constructor=ae,d.render=is),N&&N.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),v&&(d.__s||(d.__s=d.state),ae.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=ke({},d.__s)),ke(d.__s,ae.getDerivedStateFromProps(x,d.__s)))),h=d.props,m=d.state,d.__v=t,n.__c){if(x!==h&&v&&!ae.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(x,A),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(x,d.__s,A)===!1){t.__v!=n.__v&&(d.props=x,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ee){ee&&(ee.__=t)}),pt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=$e(n);break e}d.componentWillUpdate&&d.componentWillUpdate(x,d.__s,A),v&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(h,m,_)})}else v&&!ae.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),v&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=A,d.props=x,d.__P=e,d.__g&=-5,Ut=L.__r,Nn=v?25:0;do d.__g&=-9,Ut&&Ut(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++Nn<25);v&&(pt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=ke({},o,d.getChildContext())),v&&n.__c&&d.getSnapshotBeforeUpdate&&(_=d.getSnapshotBeforeUpdate(h,m)),rt=c&&c.type===ft&&c.key==null?c.props.children:c,x.__P&&(c=l,r=(e=x.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ee){ee&&Xt(ee,ee)}),n.__k=null),l=n.__k?$e(n,0):null),l=Xn(e,Qt(rt)?rt:[rt],t,n,o,r,s,i,l,u,p),x.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(we),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(ee){if(i.length=f,t.__v=null,u||s)if(ee&&ee.then){if(t.__u|=128|u,s){for(~(pe=s.indexOf(l||void 0))||(pe=s.length);(ye=s[pe-1])&&ye.nodeType==8;)pe--;for(;pe<s.length;pe++)if(ye=s[pe])if(s[pe]=null,ge){if(ye==Ln)break}else{if(ye.nodeType!=8)break;ye.data.startsWith("$s")&&(Ln=ct(ge=ye))}}if(!ge){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;ge=l}(c=ct(ge=t.__c.__z||(t.__c.__z=ge)))?(t.__e=ge,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(we);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ee&&ee.then||to(t),L.__e(ee,t,n)}}else l=t.__e=as(n.__e,t,n,o,r,s,i,u,p,e);return(c=L.diffed)&&c(t),l}function ct(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function to(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(to))}function no(e,t,n){for(var o=0;o<n.length;)Zt(n[o++],n[o++],n[o++]);L.__c&&L.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){L.__e(s,r.__v)}})}function as(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,h,m,_,x,v=n.props||dt,N=t.props,A=t.type;if(A=="svg"?r="http://www.w3.org/2000/svg":A=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((h=s[c])&&(A?h.localName==A:h.nodeType==3)){e=h,s[c]=null;break}}if(!e){if(x=p.ownerDocument||document,!A)return x.createTextNode(N);e=x.createElementNS(r,A,N.is?N:p),l&&(L.__m&&L.__m(t,s),l=!1),s=null}if(A){if(p=A=="template"&&e.content||e,s=A=="textarea"&&N.defaultValue!=null?null:s&&zt.call(p.childNodes),!l&&s)for(v={},c=0;c<e.attributes.length;c++)v[(h=e.attributes[c]).name]=h.value;for(c in v)h=v[c],c=="dangerouslySetInnerHTML"?f=h:c=="children"||c in N||c=="value"&&"defaultValue"in N||c=="checked"&&"defaultChecked"in N||at(e,c,null,h,r);for(c in N)h=N[c],c=="children"?d=h:c=="dangerouslySetInnerHTML"?$=h:c=="value"?m=h:c=="checked"?_=h:l&&typeof h!="function"||v[c]===h||at(e,c,h,v[c],r);$?(l||f&&($.__html==f.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(f&&(e.textContent=""),(A=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&es.test(A))&&(r="http://www.w3.org/1999/xhtml"),Xn(p,Qt(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&$e(n,0),l,u),s&&s.some(we)),l&&A!="textarea"||(c="value",A=="progress"&&m==null?e.removeAttribute(c):m==null||m===e[c]&&(A!="progress"||m)||at(e,c,m,v[c],r),c="checked",_!=null&&_!=e[c]&&at(e,c,_,v[c],r))}else v===N||l&&e.data==N||(e.data=N);return e}function Zt(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){L.__e(r,n)}}function Xt(e,t,n){var o,r,s,i;if(L.unmount&&L.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||Zt(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){L.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&Xt(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=ct(o,s=[]))&&(o==e.__e&&s.some(we),we(r),we(o)),n||we(e.__e),e.__e=e.__c=e.__=null}function is(e,t,n){return this.constructor(e,n)}function oo(e,t){var n,o,r,s;L.__&&L.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=We(ft,{children:[e]}),r=[],s=[],Yt(t,t.__k,o||dt,dt,t.namespaceURI,o?null:t.firstChild?zt.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),no(r,t.__k,s),t.__k.props.children=null}L={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw ut=0,e}},Gn=0,Zr=function(e){return e!=null&&e.constructor===qe},lt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=ke({},this.state)),typeof e=="function"&&(e=e(ke({},n),this.props)),e&&(ke(n,e),this.__v&&(t&&this.__k.push(t),Mn(this)))},lt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Mn(this))},lt.prototype.render=ft,fe=[],ut=0,Qn=function(e,t){return e.__v.__b-t.__v.__b},it=Symbol(),zn=/(PointerCapture)$|Capture$/i,Gt=0,Kt={},Xr=0;var xe,P,Bt,Pn,Vt=Object.is,Be=0,ro=[],jt=[],B=L,Hn=B.__b,Wn=B.__r,Un=B.diffed,Bn=B.__c,qn=B.unmount,Kn=B.__;function Ke(e,t){B.__h&&B.__h(P,e,Be||t),Be=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function b(e){return Be=1,ls(io,e)}function ls(e,t,n){var o=Ke(xe++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):io(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);Vt(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=P,!P.__f)){P.__f=!0;var r=P.shouldComponentUpdate;P.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var p=!1,c=this.props!=s;if(u.__.some(function(f){f.__N&&(p=!0,Vt(f.__[0],f.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return p?$||c:$}return!p||c}}return o.__}function T(e,t){var n=Ke(xe++,3);!B.__s&&ao(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function M(e){return Be=5,Se(function(){return{current:e}},[])}function Se(e,t){var n=Ke(xe++,7);return ao(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function he(e,t){return Be=8,Se(function(){return e},t)}function so(e){var t=Ke(xe++,10),n=b();return t.__=e,P.componentDidCatch||(P.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function J(){var e=Ke(xe++,11);if(!e.__){for(var t=P.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function cs(){var e;do{for(;e=jt.shift();)try{Ue(e)}catch(n){B.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=ro.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Ue),t.__h.some(Jt),t.__h=[]}catch(n){t.__h=[],B.__e(n,e.__v)}}}while(jt.length)}B.__b=function(e){P=null,Hn&&Hn(e)},B.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Kn&&Kn(e,t)},B.__r=function(e){Wn&&Wn(e),xe=0;var t=(P=e.__c).__H;t&&(Bt==P?P.__h=[]:(t.__h.some(Ue),t.__h.some(Jt),xe=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Bt=P},B.diffed=function(e){Un&&Un(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&jn(ro.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Bt=P=null},B.__c=function(e,t){t.some(function(n){try{n.__h.some(Ue),n.__h=n.__h.filter(function(o){return!o.__||Jt(o)})}catch(o){n.__h=[function(){throw o}]}}),Bn&&Bn(e,t)},B.unmount=function(e){qn&&qn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,jn(jt.push(r))}else Ue(r)}catch(s){t=s}}),o.__H=void 0,t&&B.__e(t,o.__v))};var Vn=typeof requestAnimationFrame=="function";function us(e){var t,n=function(){clearTimeout(o),Vn&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);Vn&&(t=requestAnimationFrame(n))}function jn(e){e!=1&&Pn==B.requestAnimationFrame||((Pn=B.requestAnimationFrame)||us)(cs)}function Ue(e){var t=P,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),P=t}function Jt(e){var t=P;e.__c=e.__(),P=t}function ao(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Vt(n,e[o])})}function io(e,t){return typeof t=="function"?t(e):t}var a=Yr.bind(ts);var U=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function R(e){let[t,n]=b(e.value);return T(()=>(n(e.value),e.watch(n)),[e]),t}function Fe(e,t){try{return window[e].getItem(t)}catch{return null}}function me(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var tn="relay-key",lo=6e4,ie=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function Ve(e){return e instanceof ie?e:new ie(0,"The page failed",String(e instanceof Error?e.message:e))}var Ne=new U([]),je=new U({wanted:!1,refused:!1}),Je=new U(!1),$t="",nn=!1,en=[];on(Fe("sessionStorage",tn)??"");function on(e){$t=e,Je.set(e!=="")}function co(e,t){on(e.trim()),me("sessionStorage",tn,t?$t:""),po(!1)}function rn(){po(!0)}function ht(){nn=!1,je.set({wanted:!0,refused:!1})}function uo(){on(""),me("sessionStorage",tn,"")}function po(e){nn=e,je.set({wanted:!1,refused:!1});let t=en;en=[];for(let n of t)n()}function D(e,t={},n){return fo("GET",st(e,t),void 0,n)}function I(e,t,n,o){return fo(e,t,n,o)}async function fo(e,t,n,o){for(;;){let r=$t,s=await ps(e,t,n,r,o);if(s.status!==401)return fs(s);await ds(s,r),o?.throwIfAborted()}}async function ds(e,t){if(t===$t){if(nn){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new ie(e.status,"No key",n)}je.set({wanted:!0,refused:t!==""}),await new Promise(n=>en.push(()=>n(void 0)))}}async function ps(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(lo),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Ne.set([...Ne.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${lo/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new ie(0,"No answer",u)}finally{Ne.set(Ne.value.filter(u=>u!==s))}}async function fs(e){let t=await e.text().catch(()=>""),n=$s(t);if(n instanceof Object&&$o.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??hs(e.status));throw new ie(e.status,o,r,n?.errors??[])}var $o=new WeakMap;function $s(e){try{return JSON.parse(e)}catch{return}}function mt(e,t){return JSON.stringify(JSON.parse($o.get(e)??"{}",mo)[t],null,2)}function ho(e){try{return JSON.stringify(JSON.parse(e,mo),null,2)}catch{return e}}function mo(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function hs(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var sn=new Set;function an(){return[...sn].every(({question:e})=>confirm(e))}function _t(e,t){let n=M(()=>{});return T(()=>{if(!t)return;let o={question:e};return sn.add(o),addEventListener("beforeunload",_o),n.current=()=>{sn.delete(o),removeEventListener("beforeunload",_o)},n.current},[e,t]),()=>n.current()}function _o(e){e.preventDefault()}var ms="/ui";function bt(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new U(bt()),le=Number(history.state?.entry??0);history.replaceState({entry:le},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??le+1),n=bt(Q.value.visit+(t===le?0:1));if(n.path!==Q.value.path&&!an())return history.go(le-t);le=t,history.replaceState({entry:le},""),Q.set(n)});function g(e,t={}){return st(`${ms}/${e}`,t)}function C(...e){return e.map(_s).join("/")}function _s(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Te(e){an()&&(le+=1,history.pushState({entry:le},"",e),Q.set(bt(Q.value.visit+1)),scrollTo(0,0))}function O(){let{query:e}=R(Q);return[e,Le]}function Le(e){let{path:t,query:n}=Q.value;history.replaceState({entry:le},"",g(t,{...n,...e})),Q.set(bt(Q.value.visit))}function bo(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=bs(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function bs(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Te(n.pathname+n.search))});function H({title:e,of:t,children:n}){let o=M(null),{visit:r}=R(Q),s=M(0);return T(()=>{document.title=`${X(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),T(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${w}>${e}<//></h1>
    ${n}
  </div>`}function V({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function go({text:e,what:t}){let[n,o]=b(!1);T(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{j("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function ce({text:e,what:t}){return a`<span class="copyable"><code><${w}>${e}<//></code><${go} text=${e} what=${t} /></span>`}function w({children:e}){return a`<bdi>${X(e)}</bdi>`}var vs=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=b(!1),i=r?e:e.slice(0,vs);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${gs} text=${o} file=${n} what=${t} />`}
      <${go} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${X(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function gs({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function X(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function vt(e){return JSON.stringify(e,null,2)}function k({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${w}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${w}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${ht}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function F({of:e,what:t}){return e.failure?a`<${k} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function G({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function S({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function K({title:e,onClose:t,children:n}){let o=M(null),r=J();T(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var Ge=new U([]),vo=0;function j(e,t="good"){vo+=1;let n=vo;Ge.set([...Ge.value,{id:n,text:e,tone:t}]),setTimeout(()=>yo(n),t==="bad"?15e3:8e3)}function yo(e){Ge.set(Ge.value.filter(t=>t.id!==e))}function wo(){let e=R(Ge);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>yo(t.id)}>✕</button>
      </div>`)}
  </div>`}function q({label:e,hint:t,error:n,children:o}){let r=J(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}var ko=5e3,ze=new U(Date.now());setInterval(()=>{document.hidden||ze.set(Date.now())},ko);document.addEventListener("visibilitychange",()=>{document.hidden||ze.set(Date.now())});var ue=new U(!1);function ln(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var xo={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},So={...xo,month:"short",day:"numeric"},ys={...So,year:"numeric"};function Ce(e,t){let n=ln(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return ln(t,xo).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return ln(t,o?So:ys).format(e)}var ws=[["d",86400],["h",3600],["min",60],["s",1]];function Qe(e){let t=Math.max(0,Math.round(e));for(let[n,o]of ws)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function Z(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function ks(e,t){let n=(t-e)/1e3;return Math.abs(n)<ko/1e3?"now":n>0?`${Qe(n)} ago`:`in ${Qe(-n)}`}function xs(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function y({at:e,show:t="both"}){let n=R(ue),o=R(ze);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=ks(r.getTime(),o),i=t==="ago"?s:Ce(r,n);return a`<time dateTime=${e} title=${xs(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function To(){let e=R(ue),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>ue.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Ie={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function Co({webhook:e}){let{status:t}=e,{tone:n,label:o}=Ie[t.state],r=t.state==="healthy"&&t.waiting;return a`<span class="state">
    <${V} tone=${r?"warn":n}>${r?"Some wait":o}<//>
    <span class="why">${Ss(e)}</span>
  </span>`}function Ss({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${y} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${y} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var gt={queued:{tone:"info",label:"Queued",hint:"The first attempt has not ended yet."},waiting:{tone:"warn",label:"Waiting",hint:"It will be attempted again."},delivered:{tone:"good",label:"Delivered",hint:"The receiver answered 2xx."},dropped:{tone:"bad",label:"Dropped",hint:"It was given up."}};function _e({state:e}){let{tone:t,label:n}=gt[e];return a`<${V} tone=${t}>${n}<//>`}var Ts={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function be(e){return Ts[e]??e}var Cs={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},Os={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function te({error:e,status:t}){if(e)return Cs[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(t>=200&&t<300)return{text:`HTTP ${t}`,todo:""};let n=Os[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function yt(e){let t=Number(e.replace(/^HTTP /,""));return te(Number.isInteger(t)?{status:t}:{error:e})}function wt(e){try{return new URL(e).host}catch{return e}}function Oo({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${Es(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${Ds} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${y} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function Es({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${y} at=${t} />`:"under way"}</p>
  </li>`}function Ds({attempt:e,number:t}){let{text:n,todo:o}=te(e),r=e.status!==void 0&&e.status>=200&&e.status<300,s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${y} at=${e.at} />
      <span><span class="muted">took</span> ${Z(e.duration_ms)}</span>
    </p>
    <p>${Rs(s)}</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${w}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function Rs(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}.`}function Eo(e,t){return Fs[e.state](e,t)}var Fs={delivered:e=>({tone:"good",sentence:a`${cn(e.last_attempt,"The receiver took it")}${Is(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?Ls(e,t):Ns(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${be(e.reason??"")}
      ${e.last_attempt&&a` The last of ${e.attempts} attempts: ${cn(e.last_attempt)}.`}`,todo:Ms(Do(e),"When the receiver is well again, resend it.")})};function Ns(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${cn(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${y} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:Do(e)}}function Ls(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${y} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function cn(e,t=""){if(!e)return t;let n=e.error_text??te(e).text;return t?`${t}: ${n}`:n}function Is({attempts:e}){return e>1?`, after ${e} attempts`:""}function Do({last_attempt:e}){return e?te(e).todo:""}function Ms(...e){return e.filter(Boolean).join(" ")}var As=1e4,Ps=3e5;function E(e,t,{refresh:n=!1}={}){let[o,r]=b({loading:!0}),s=M(e),i=M(void 0),l=M(()=>{});s.current=e,T(()=>{let p=new un(async(c,$)=>{$||r(f=>({...f,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>p.run(!1),p.run(!1),()=>p.stop()},[...t,n]);let u=he(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var un=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=Je.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(Ve(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(As*2**this.#e,Ps)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function W(e,t=[]){let[n,o]=b({busy:!1}),r=M(void 0);T(()=>()=>{r.current?.abort(),o({busy:!1})},t);async function s(){let i=new AbortController;r.current=i,o({busy:!0});try{let l=await e(i.signal);return o({busy:!1}),l}catch(l){if(i.signal.aborted)return;o({busy:!1,failure:Ve(l)});return}}return{...n,run:s}}var Hs=[400,1200,3e3,6e3];function kt(e,t=Hs){let n=M([]),o=he(()=>n.current.forEach(clearTimeout),[]);return T(()=>o,[]),he(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function Ro({path:e,eventId:t}){let n=E(o=>D(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${dn} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${F} of=${n} what="the request" />`}
  </section>`}function dn({sent:e,file:t}){return a`<div class="sent">
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
    <${Y} text=${ho(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function Fo({path:e,delivery:t,webhook:n,reload:o}){let r=W(p=>I("POST",`${e}/resend`,void 0,p)),s=kt(o),i=n?.enabled===!1;async function l(){await r.run()&&(j("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${k} failure=${r.failure} /></div>`}`}var Ws="The webhook is deleted, so it cannot be sent again.";function No({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=E(p=>D(o,{},p),[o],{refresh:!0}),s=E(p=>D(`/api/${C("webhooks",t)}`,{},p),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${g(C("webhooks",t))}><${w}>${l}<//></a>
    </nav>
    <${H} title="Delivery" of=${n}>
      ${u&&!i&&a`<${Fo} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${k} failure=${r.failure} retry=${r.reload} />
        <${Us} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${F} of=${r} what="the delivery" />`}`}function Us({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=Eo(e,t),l=mt(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div class="situation-state" role="status"><${_e} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${Ws}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${S} name="Event">
        <a href=${g(C("events",e.event_id))}>at all its webhooks</a>
      <//>
      <${S} name="Type">
        <a href=${g(C("event-types",e.event_type))}>${e.event_type}</a>
      <//>
      <${S} name="Received"><${y} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${S} name="Ended"><${y} at=${e.ended_at} /><//>`}
      <${S} name="Attempts">${e.attempts}<//>
      <${S} name="Event id"><${ce} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${Oo} detail=${e} />
    ${!n&&a`<${Ro} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function de({caption:e,columns:t,rows:n,rowKey:o,rowClass:r,order:s="",epoch:i=""}){let[l,u]=O(),p=l.sort??s,c=Vs(n,t,p),{settled:$,moved:f,settle:d}=Bs(c,o,`${p} ${i}`),h=p?$:c;return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${e}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t.map(m=>a`<th
              role="columnheader"
              scope="col"
              key=${m.key}
              class=${m.number?"number":""}
              aria-sort=${qs(m.key,p)}
            >
              ${m.sort?a`<button type="button" onClick=${()=>u({sort:Ks(m.key,p,s)})}>
                    ${m.label}
                  </button>`:a`<span class=${m.quietLabel?"hidden":""}>${m.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${h.map(m=>a`<tr role="row" key=${o(m)} class=${r?.(m)??""}>
            ${t.map(_=>a`<td
                role="cell"
                key=${_.key}
                class=${_.number?"number":""}
                data-label=${_.quietLabel?void 0:_.label}
              ><div>${_.cell(m)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${p&&f&&a`<p class="moved"><button type="button" class="quiet" onClick=${d}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
  </div>`}function Bs(e,t,n){let[o,r]=b(0),s=Se(()=>new Map(e.map((p,c)=>[t(p),c])),[n,o]),i=p=>s.get(t(p))??e.length+s.size,l=[...e].sort((p,c)=>i(p)-i(c)),u=l.some((p,c)=>p!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function qs(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function Ks(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function Vs(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*js(i,l)),s.map(([,i])=>i)}function js(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function ne({label:e,clear:t=[],children:n}){let[o,r]=O(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function se({name:e,label:t,placeholder:n}){return a`<${pn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function pn({name:e,label:t,input:n={},class:o=""}){let[r,s]=O(),[i,l]=b(r[e]??""),u=M(i),p=J();return T(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),T(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${p}>${t}</label>
    <input
      id=${p}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${c=>{u.current=c.currentTarget.value,l(u.current)}}
    />
  </div>`}function oe({name:e,label:t,any:n,options:o}){let[r,s]=O(),i=J();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${l=>s({[e]:l.currentTarget.value})}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Io=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function xt(){let[e,t]=O(),n=J(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=Ye({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${s=>r(s.currentTarget.value)}>
        <option value="">at any time</option>
        ${Io.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${Lo} name="since" label="From" /><${Lo} name="until" label="Until" />`}`}function Lo({name:e,label:t}){let[n,o]=O(),r=J();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${fn(n[e])}
      onChange=${s=>{o({[e]:$n(s.currentTarget.value)})}}
    />
  </div>`}function fn(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function $n(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function Ye(e){let t=Io.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function Js(){return E(e=>D("/api/event-types",{},e),[])}function Po(){let[e]=O(),t=Js(),n=(e.q??"").toLowerCase(),o=(t.data??[]).filter(({name:r,description:s})=>`${r} ${s}`.toLowerCase().includes(n));return a`<${H} title="Event types" />
    <${ne} label="Filter the event types" clear=${["q"]}>
      <${se} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${Gs} types=${o} />`:a`<${F} of=${t} what="the event types" />`}`}function Gs({types:e}){return e.length===0?a`<${G} title="No event type fits this search." />`:a`${[...Qs(e)].map(([t,n])=>a`<section key=${t} aria-label=${X(t)}>
      <h2><${w}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${g(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${V} tone="warn">Deprecated<//>`}
            <p><${w}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function Qs(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Ho(r);t.set(s,[...t.get(s)??[],r])}return t}function Ho(e){return e.family==="onefuzz"?"OneFuzz":e.family==="singularity"?"Singularity":e.group??"Own types"}function Wo({parameters:e}){let t=e.name??"",n=E(o=>D(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("event-types")}>Event types</a></nav>
    <${H} title=${t}>
      <a href=${g("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${zs} type=${n.data} />`:a`<${F} of=${n} what="the event type" />`}`}function zs({type:e}){let[t]=O(),n=e.versions??[],o=n.find(({version:r})=>r===t.version)??n[0]??e;return a`<p class="lead"><${w}>${e.description}<//></p>
    <dl class="facts card">
      <${S} name="Belongs to"><${w}>${Ho(e)}<//><//>
      ${e.version&&a`<${S} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${S} name="State"><${V} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${S} name="Defined"><${y} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${S} name="Changed"><${y} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${ne} label="Choose a version">
        <${oe} name="version" label="Version" any=${Mo(n[0])}
          options=${n.slice(1).map(r=>({value:r.version,label:Mo(r)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${Ao} value=${o.example} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${Ao} value=${o.schema} what="the schema" />
    </section>`}function Mo(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function Ao({value:e,what:t}){return e===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${vt(e)} what=${t} />`}var Ys=8,Uo=[];async function St(e,t,n){let o=await e(n);for(let r=1;r<Ys&&o.cursor&&t(o).length===0;r+=1)o=await e(o.cursor);return o}function Tt(e,t){let[n,o]=b({first:e,pages:Uo}),r=n.first===e?n.pages:Uo,{cursor:s}=r.at(-1)??e,i=W(u=>t(s,u),[e]);async function l(){let u=await i.run();u&&o({first:e,pages:[...r,u]})}return{pages:r,cursor:s,busy:i.busy,failure:i.failure,load:l}}function Ct({following:{cursor:e,busy:t,failure:n,load:o},label:r}){return a`<${k} failure=${n} />
    ${e&&a`<button type="button" class="more" disabled=${t} onClick=${o}>${t?"Loading …":r}</button>`}`}var Ot=new U(void 0),hn=new U(new Map);async function Et(e){let t=await D("/api/overview",{},e),{relay:n,webhooks:o}=t;return Ot.set({health:n,at:Date.now()}),hn.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Dt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=mn(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function mn(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var Zs=50;function Bo(e,t,n){let o={since:Ye(e),until:e.until,event_type:e.type,id_prefix:e.q};return St(r=>D("/api/events",{...o,limit:Zs,cursor:r},n),r=>r.events,t)}var Xs=[{key:"id",label:"Event",cell:e=>a`<a href=${g(C("events",e.event_id))} class="id"><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${y} at=${e.received_at} />`}];function qo(){let[e]=O(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=E(s=>Bo(e,void 0,s),n),r=E(s=>D("/api/event-types",{},s),[]);return a`<${H} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${ne} label="Filter the events" clear=${t}>
      <${se} name="q" label="Event id" placeholder="How the id begins" />
      <${oe} name="type" label="Type" any="Every type" options=${ea(r.data)} />
      <${xt} />
    <//>
    ${o.data?a`<${k} failure=${o.failure} retry=${o.reload} />
        <${ta} first=${o.data} query=${e} loading=${o.loading} />`:a`<${F} of=${o} what="the events" />`}`}function ea(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function ta({first:e,query:t,loading:n}){let o=Tt(e,(s,i)=>Bo(t,s,i)),r=[e,...o.pages].flatMap(s=>s.events);return a`<div aria-busy=${n}>
    ${r.length>0?a`<${de} caption="Events, newest first" columns=${Xs} rows=${r} rowKey=${s=>s.event_id} />`:a`<${G} title=${o.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${Ct} following=${o} label="Show more" />
  </div>`}var na=[{key:"state",label:"State",cell:e=>a`<span class="state"><${_e} state=${e.state} />
      <span class="why">${e.reason?be(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>oa(e)},{key:"next",label:"Next attempt",cell:e=>a`<${y} at=${e.next_attempt_at} />`}];function oa({last_attempt:e}){if(!e)return a`<span class="muted">–</span>`;let{text:t}=te(e);return a`${t} <span class="muted">in ${Z(e.duration_ms)}, </span><${y} at=${e.at} show="ago" />`}function Ko({parameters:e}){let t=e.event??"",n=E(o=>D(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("events")}>Events</a></nav>
    <${H} title="Event" of=${t} />
    <p><${ce} text=${t} what="the event id" /></p>
    ${n.data?a`<${k} failure=${n.failure} retry=${n.reload} /><${ra} event=${n.data} />`:a`<${F} of=${n} what="the event" />`}`}function ra({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${S} name="Type"><a href=${g(C("event-types",e.event_type))}>${e.event_type}</a><//>
      <${S} name="Received"><${y} at=${e.received_at} /><//>
      ${e.type_version&&a`<${S} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${S} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${S} name="Instance"><${w}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${de} caption="Outcome at each webhook" columns=${sa(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${G} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${mt(e,"event")} what="the payload" />
    </section>`}function sa(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${aa} row=${t} eventId=${e} />`},...na]}function aa({row:e,eventId:t}){let n=R(hn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=g(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${w}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function ia(e){return D("/api/failures",{},e)}function Vo(){let e=E(ia,[],{refresh:!0});return a`<${H} title="Failures" />
    ${e.data?a`<${k} failure=${e.failure} retry=${e.reload} />
        <${da} list=${e.data} />`:a`<${F} of=${e} what="the failures" />`}`}var la=[{key:"error",label:"What is wrong",sort:e=>Ze(e).text,cell:e=>{let{text:t,todo:n}=Ze(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${g(C("webhooks",e.webhook_id))} class="strong"><${w}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${ua(e)} aria-label=${`${e.count} deliveries: ${Ze(e).text}, at ${X(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${_e} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${y} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${y} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${g(C("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${Ze(e).text}, at ${X(e.webhook_name)}`}>Why</a>`}];function Ze({error:e,error_text:t,reason:n}){return n?{text:be(n),todo:""}:{text:ca(t),todo:yt(e).todo}}function ca(e){return e.charAt(0).toUpperCase()+e.slice(1)}function ua({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return g(C("webhooks",e),{state:t,status:o})}function da({list:e}){let[t]=O(),n=e.groups.filter(o=>fa(o,t));return e.groups.length===0?a`<${G} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${ne} label="Filter the failures" clear=${["q","state"]}>
      <${se} name="q" label="Search" placeholder="Webhook or error" />
      <${oe} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${de} caption="Failures by webhook and error" columns=${la} rows=${n} rowKey=${pa} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title="No failure fits these filters." />`}`}function pa(e){return`${e.webhook_id} ${e.state} ${e.error}`}function fa(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${Ze(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function Jo({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=jo(o.bad,n,24),i=jo(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function jo(e,t,n){return e>0?Math.max(2,e/t*n):0}var $a=480,ha=240,Rt=150,Oe=52,ma=20,Ft=8,Me=Rt-Ft-ma;function Go(){let e=M(null),[t,n]=b($a);return T(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(ha,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function Qo({title:e,buckets:t,series:n}){let o=t.map(u=>ba(u,n)),r=er(Math.max(1,...o)),[s,i]=Go(),l=(i-Oe)/Math.max(1,t.length);return a`<${Zo} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${Xo} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,p)=>{let c=Ft+Me;return a`<g key=${u.at}>
        ${n.map($=>{let f=(u.values[$.key]??0)/r*Me;return c-=f,f>0&&a`<rect key=${$.key} class=${$.tone} x=${Oe+p*l+l*.1} y=${c} width=${l*.8} height=${f} />`})}
      </g>`})}
  <//>`}function zo({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=er(Math.max(1,...o)),[s,i]=Go(),l=(i-Oe)/Math.max(1,t.length),u=c=>Oe+(c+.5)*l,p=c=>Ft+Me-c/r*Me;return a`<${Zo} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${Z}>
    <${Xo} width=${i} top=${r} buckets=${t} format=${Z} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${_a(t,c.key,u,p)} />
        ${t.map(($,f)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(f)} cy=${p(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function _a(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function Yo({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
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
  </figure>`}function Zo({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=R(ue);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${Rt}`} aria-hidden="true">${i}</svg>
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
  </figure>`}function Xo({width:e,top:t,buckets:n,format:o}){let r=R(ue),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=Ft+Me-l*Me;return a`<g key=${l}>
        <line x1=${Oe} x2=${e} y1=${u} y2=${u} />
        <text x=${Oe-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Oe} y=${Rt-4}>${Ce(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${Rt-4} text-anchor="end">${Ce(new Date(i.at),r)}</text>`}
  </g>`}function ba(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function er(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var va=0,bn=24,_n=36e5;function tr(){let e=E(Et,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${H} title="Overview">
      <a href=${g("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${k} failure=${n} retry=${e.reload} />
        <${ga} health=${t.relay} webhooks=${t.webhooks} />
        <${Oa} rows=${t.webhooks} />`:a`<${F} of=${e} what="the overview" />`}`}function ga({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Dt(e),s=Object.values(e.queues??{}).reduce((u,p)=>u+p,0),i=mn(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${S} name="Storage">${e.storage}<//>
      <${S} name="Latest round">${l==null?"none yet":`${Qe(l)} ago`}<//>
      <${S} name="In queues">${s-i}<//>
      <${S} name="Deliveries waiting">${e.waiting}<//>
      <${S} name="Longest waiting"><${y} at=${ya(t)} show="ago" /><//>
      <${S} name="Longest overdue">${e.oldest_due_seconds?Qe(e.oldest_due_seconds):"nothing"}<//>
      <${S} name="Poison messages">${i}<//>
    </dl>
  </section>`}function ya(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var wa=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${g(C("webhooks",e.webhook_id))} class="strong"><${w}>${e.name}<//></a>
      <span class="muted host"><${w}>${wt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Ie[e.status.state].rank,cell:e=>a`<${Co} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>nr(e.activity),cell:e=>a`<${ka} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>Ta(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||va,cell:e=>a`<${y} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${Ca} names=${e.event_types} />`}];function nr({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function ka({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=nr(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${Jo} bars=${xa(e)} label=${`Last ${bn} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${Sa(r)} failed</span>
  </span>`}function xa({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/_n)*_n;return Array.from({length:bn},(o,r)=>{let s=t.get(n-(bn-1-r)*_n);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function Sa(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function Ta(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:e.waiting}function Ca({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span class="types">${t}</span>`:a`<span class="types" title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function Oa({rows:e}){let[t]=O(),n=e.filter(o=>Ra(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Ea(n.length,e.length)}</span></h2>
    <${ne} label="Filter the webhooks" clear=${["q","state"]}>
      <${se} name="q" label="Search" placeholder="Name, host, type or id" />
      <${oe} name="state" label="State" any="Every state" options=${Da(e)} />
    <//>
    ${n.length>0?a`<${de} caption="Webhooks" columns=${wa} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Ea(e,t){return e===t?`${t}`:`${e} of ${t}`}function Da(e){return Object.entries(Ie).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function Ra(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var gn="relay-job ",Fa=3,vn=new Set([]),z=new U({});function or(e){let t=z.value[e];if(t)return t;let n=Ia(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return z.set({...z.value,[e]:r}),r}function Nt(e,t){return Xe(e,{...t,done:0,state:"running"}),wn(e)}function yn(e){let t=z.value[e];t?.state==="running"&&Xe(e,{...t,state:"stopped"})}function rr(e){let{[e]:t,...n}=z.value;z.set(n),me("sessionStorage",gn+e,"")}async function wn(e){let t=z.value[e];if(!t||(Xe(e,{...t,state:"running",failure:void 0}),vn.has(e)))return;vn.add(e);let n=t.kind==="recover"?Fa:Number.POSITIVE_INFINITY,o=0;for(;z.value[e]?.state==="running"&&o<n;)o=await Na(e)===0?o+1:0;vn.delete(e),yn(e)}async function Na(e){let t=z.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await I("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=z.value[e];return s&&Xe(e,La(s,o,r)),r}catch(n){let o=Ve(n),r=t.lost||o.status===0;return z.value[e]&&Xe(e,{...t,state:"stopped",failure:o,lost:r}),0}}function La(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function Xe(e,t){z.set({...z.value,[e]:t});let{failure:n,...o}=t;me("sessionStorage",gn+e,JSON.stringify(o))}function Ia(e){try{return JSON.parse(Fe("sessionStorage",gn+e)??"null")??void 0}catch{return}}var Ma=864e5,Aa={do:void 0,from:void 0,to:void 0,states:void 0};function ir(){Le({do:"recover"})}function lr({webhook:e,path:t}){let[n,o]=O(),[r]=b(()=>Date.now()),s=n.from??new Date(r-Ma).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},p=W(m=>I("POST",`${t}/recover`,{...u,dry_run:!0},m)),[c,$]=b(void 0);T(()=>$(void 0),[s,i,n.states]);let f=()=>o(Aa);async function d(m){m.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await p.run())}function h(){if(!c)return;let m=[s,i].map(_=>Ce(new Date(_),!1)).join(" to ");Nt(t,{kind:"recover",title:`Recovering what was received from ${m}`,body:u,total:c.matching,isMore:c.more}),f()}return a`<${K} title="Recover deliveries" onClose=${f}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${sr} label="Received from" at=${s} error=${p.failure?.about("since")} onChange=${m=>o({from:m})} />
        <${sr} label="Until" at=${i} error=${p.failure?.about("until")} onChange=${m=>o({to:m})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${ar} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${ar} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${k} failure=${p.failure} />
      <p role="status">${c&&kn(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${h}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${p.busy}>${p.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${f}>Cancel</button>
      </div>
    </form>
  <//>`}function kn({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function sr({label:e,at:t,error:n,onChange:o}){return a`<${q} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${fn(t)}
      onChange=${s=>{let i=$n(s.currentTarget.value);i&&o(i)}}
    />`}
  <//>`}function ar({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<label class="check">
    <input type="checkbox" checked=${r} disabled=${s} onChange=${i} />
    ${n}
  </label>`}var Pa="relay.";function cr(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Pa)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function Ae(e,t){let n=t.filter(({example:o})=>o!==void 0);return{wanted:n.filter(({name:o})=>cr(e,o)),others:n.filter(({name:o})=>!cr(e,o))}}function dr({webhook:e,path:t,onSent:n,onClose:o}){let r=E(f=>D("/api/event-types",{},f),[]),[s,i]=b(""),{wanted:l,others:u}=Ae(e.event_types,r.data??[]),p=s||([...l,...u][0]?.name??""),c=W(f=>I("POST",`${t}/send-example`,{event_type:p},f));async function $(f){f.preventDefault(),await c.run()&&(j(`An example of ${p} is on its way.`),n(),o())}return a`<${K} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${q} label="Event type" error=${c.failure?.about("event_type")}>
        ${f=>a`<select
          id=${f.id}
          aria-describedby=${f.describedBy}
          value=${p}
          onChange=${d=>i(d.currentTarget.value)}
        >
          ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(ur)}</optgroup>`}
          ${u.length>0&&a`<optgroup label="Others">${u.map(ur)}</optgroup>`}
        </select>`}
      <//>
      <${k} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!p}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function ur({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function pr({webhook:e,path:t,onSent:n,reload:o}){let[r]=O(),[s,i]=b(!1),l=W(f=>I("POST",`${t}/ping`,void 0,f)),u=W(f=>I("POST",`${t}/enable`,void 0,f)),{enabled:p}=e;async function c(){await l.run()&&(j("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(j("The webhook is enabled."),o())}return a`<div class="actions">
      ${!p&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!p} onClick=${c}>Ping</button>
      <button type="button" disabled=${!p} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${ir}>Recover …</button>
      <a href=${g(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,u].map(({failure:f},d)=>f&&a`<div class="wide" key=${d}><${k} failure=${f} /></div>`)}
    ${s&&a`<${dr} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${lr} webhook=${e} path=${t} />`}`}var Ee=["state","type","status","event","range","since","until"];function Pe(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:Ye(e),until:e.until}}function fr(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function xn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${gt[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function $r({types:e}){let t=Object.entries(gt).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${ne} label="Filter the deliveries" clear=${Ee}>
    <${oe} name="state" label="State" any="Every state" options=${t} />
    <${oe} name="type" label="Type" any="Every type" options=${n} />
    <${pn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${xt} />
    <${se} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Ha=[{key:"delivered",label:"Delivered",tone:"good"},{key:"waiting",label:"Waiting",tone:"warn"},{key:"queued",label:"Queued",tone:"info"},{key:"dropped",label:"Dropped",tone:"bad"}],Wa=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function hr({path:e,changes:t}){let[n]=O(),o=Ee.filter(i=>i!=="event").map(i=>n[i]),r=E(i=>D(`${e}/delivery-summary`,Ua(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${Ba} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${k} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${qa} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Ua(e){let{event_id:t,...n}=Pe(e);return n}function Ba({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${y} at=${o} show="clock" /> to <${y} at=${r} show="clock" /></span>`}function qa({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${Z(n)}, p95 ${Z(o)}`;return a`<div class="card"><${Qo} title="Outcomes, by when received" buckets=${t} series=${Ha} /></div>
    <div class="card"><${zo} title=${r} buckets=${t} series=${Wa} /></div>
    <div class="card"><${Yo} title="Latest answers and errors" rows=${e.results.map(Ka)} /></div>`}function Ka({result:e,text:t,count:n}){let o=Number(e),r=o>=200&&o<300;return{label:o?`HTTP ${e}`:e,count:n,tone:r?"good":e==="unknown"?"off":"bad",note:t.replace(/^the receiver answered \d+ ?/,"")}}var Va=25,ja=100,Ja=5e3;function et(e){return`${e.event_id} ${e.received_at}`}function Lt(e,t,n){let o=[e,n,...Ee.map(h=>t[h])],r=`${e}/deliveries`,s=M([]),i=E((h,m)=>m?Qa(r,t,{before:m,rows:s.current},h):Ga(r,t,h),o,{refresh:!0}),{first:l,updates:u}=i.data??mr,p=Tt(l,(h,m)=>_r(r,t,h,m)),[c,$]=b([]);T(()=>$([]),[l]);let f=Se(()=>[...c,...l.deliveries,...p.pages.flatMap(m=>m.deliveries)].map(m=>u.get(et(m))??m),[l,p.pages,c,u]);s.current=f;let d=Se(()=>Za(u,f,t),[u,f]);return{rows:f,fresh:d.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():$([...d,...c]),older:p,loaded:i}}var mr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function Ga(e,t,n){return{...mr,updates:new Map,first:await _r(e,t,void 0,n)}}function _r(e,t,n,o){return St(r=>D(e,{...Pe(t),limit:Va,cursor:r},o),r=>r.deliveries,n)}async function Qa(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&Ya(o)||za(o),l={...i,limit:ja,with_status:!0},u=await D(e,l,r),p=new Map(n.updates);for(let f of u.deliveries)p.set(et(f),f);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>It(o);return{first:n.first,updates:p,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function It(e){return e[0]?.received_at??""}function za(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>br(r)&&r.received_at>=t).at(-1)?.received_at??It(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-Ja)).toISOString()}}function Ya(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>br(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:It(r)}}function br(e){return e.state==="waiting"||e.state==="queued"}function Za(e,t,n){let o=new Set(t.map(et)),r=It(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&fr(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Mt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=M(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:p,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${$r} types=${ei(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${Xa(e)}</button>`}
    </div>
    ${u?a`<${k} failure=${p} retry=${r} /><${ti} known=${e} webhookId=${t} loading=${c} />`:a`<${F} of=${e.loaded} what="the deliveries" />`}
  </section>`}function Xa({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function ei(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function ti({known:e,webhookId:t,loading:n}){let[o]=O(),{rows:r,older:s}=e,l=Ee.some(u=>o[u])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${de}
          caption="Deliveries, newest first"
          columns=${ni(t)}
          rows=${r}
          rowKey=${et}
        />`:a`<${G} title=${s.cursor?"Nothing was found so far.":l} />`}
    <${Ct} following=${s} label="Older" />
  </div>`}function ni(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${g(C("webhooks",e,"deliveries",t.event_id))} class="id"><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${oi} row=${t} />`},{key:"last",label:"Latest attempt",cell:t=>a`<${ri} row=${t} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${y} at=${t.received_at} />`}]}function oi({row:e}){return a`<span class="state">
    <${_e} state=${e.state} />
    <span class="why">
      ${e.reason&&be(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${y} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function ri({row:e}){let{last_attempt:t}=e;if(!t)return a`<span class="muted">${e.held?"held back":"none yet"}</span>`;let{text:n}=te(t);return a`${n} <span class="muted">in ${Z(t.duration_ms)}, <${y} at=${t.at} show="ago" /></span>`}function vr({id:e,name:t,path:n}){let[o]=O(),[r,s]=b(0),i=he(()=>s(c=>c+1),[]),l=Lt(n,o,r),{data:u,failure:p}=l.loaded;return a`<${H} title=${t} of=${e} />
    ${u?a`<${si} id=${e} />
          <${Mt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:p?.status===404?a`<${ai} />`:a`<${F} of=${l.loaded} what="what is kept of its deliveries" />`}`}function si({id:e}){let t=g(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function ai(){return a`<${G} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${g("")}>To the overview</a></p>
  <//>`}function gr({path:e,onEnd:t}){let o=R(z)[e];T(()=>{or(e)},[e]);let r=M(o?.state);return T(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${w}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${ii(o)}</p>
    <${k} failure=${o.failure} />
    <div class="actions"><${li} job=${o} path=${e} /></div>
  </section>`:null}function ii(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function li({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>yn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>wn(t)}>Go on</button>`}
    <button type="button" onClick=${()=>rr(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function yr({webhook:e,path:t}){let[n]=O(),o=()=>Le({do:void 0});return a`<button type="button" onClick=${()=>Le({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(xn(n)?a`<${ui} webhook=${e} path=${t} onClose=${o} />`:a`<${ci} onClose=${o} />`)}`}function ci({onClose:e}){return a`<${K} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function ui({webhook:e,path:t,onClose:n}){let[o]=O(),[r]=b(()=>di(Pe(o))),s=E(p=>I("POST",`${t}/resend`,{...r,dry_run:!0},p),[t]),i=s.data,l=xn(o);function u(){if(!i)return;let p=`Sending again: ${l}`;Nt(t,{kind:"resend",title:p,body:r,total:i.matching,isMore:i.more}),n()}return a`<${K} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${w}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${kn(i)}</p>`:a`<${F} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function di(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var tt={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var wr={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function kr(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?JSON.stringify(e.filter,null,2):""}}function At(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...Sr(e),headers:e.headers.length>0?Tr(e.headers):void 0,max_in_flight:He(e.inFlight),rate_per_second:He(e.rate),filter:nt(e.filter)}}function xr(e,t){return{...ve(e,t,"name","name",e.name),...ve(e,t,"url","url",e.url.trim()),...ve(e,t,"types","event_types",e.types),...ve(e,t,"format","message_format",e.format),...ve(e,t,"signing","signing",e.signing),...Sr(e),...e.replaceHeaders?{headers:Tr(e.headers)}:{},...ve(e,t,"inFlight","max_in_flight",He(e.inFlight)??0),...ve(e,t,"rate","rate_per_second",He(e.rate)??0),...ve(e,t,"filter","filter",nt(e.filter)??null)}}function ve(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function Sr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function Tr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function He(e){if(e.trim()==="")return;let t=Number(e);return Number.isNaN(t)?e:t}function nt(e){return e.trim()===""?void 0:JSON.parse(e)}function Pt({secret:e,onClose:t}){let[n,o]=b(!1),r=_t("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${K} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${ce} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function Cr({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=b(""),[i,l]=b("24"),[u,p]=b(""),c=W(h=>I("POST",`${t}/rotate-secret`,pi(r,i),h));async function $(h){h.preventDefault();let m=await c.run();if(m){if(m.secret_token)return p(m.secret_token);j("The secret is replaced."),f()}}function f(){o(),n()}if(u)return a`<${Pt} secret=${u} onClose=${f} />`;let{failure:d}=c;return a`<${K} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${q} label="New secret" hint="Leave it empty to have one made, which is shown once." error=${d?.about("secret_token")}>
        ${h=>a`<input
          id=${h.id} type="password" autocomplete="off" spellcheck=${!1}
          aria-describedby=${h.describedBy} aria-invalid=${h.invalid}
          value=${r}
          onInput=${m=>s(m.currentTarget.value)}
        />`}
      <//>
      <${q} label="Hours that the old secret signs too" hint="0 to 168" error=${d?.about("grace_period_hours")}>
        ${h=>a`<input
          id=${h.id} inputmode="decimal" aria-describedby=${h.describedBy} aria-invalid=${h.invalid}
          value=${i}
          onInput=${m=>l(m.currentTarget.value)}
        />`}
      <//>
      <${k} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function pi(e,t){return{secret_token:e||void 0,grace_period_hours:He(t)}}function Or({webhook:e,path:t,reload:n}){let[o,r]=b(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${fi} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${Cr} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${$i} webhook=${e} path=${t} onClose=${s} />`}`}function fi({webhook:e,path:t,reload:n,onClose:o}){let r=W(l=>I("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(j("The webhook is disabled."),n(),o())}return a`<${K} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${k} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function $i({webhook:e,path:t,onClose:n}){let[o,r]=b(""),s=W(p=>I("DELETE",t,void 0,p)),i=X(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(p){p.preventDefault(),l&&await s.run()&&(j("The webhook is deleted."),Te(g("")))}return a`<${K} title="Delete the webhook?" onClose=${n}>
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
      <${k} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!l||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function Er({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${hi(e)}</span></summary>
      <dl class="facts">
        <${S} name="URL, without its query"><code><${w}>${e.url}<//></code><//>
        <${S} name="Id"><${ce} text=${e.webhook_id} what="the webhook's id" /><//>
        <${S} name="Message format">${tt[e.message_format]?.label??e.message_format}<//>
        <${S} name="Secret"><${_i} webhook=${e} /><//>
        ${e.public_key&&a`<${S} name="Public key (ed25519)"><${ce} text=${e.public_key} what="the public key" /><//>`}
        <${S} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${S} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${S} name="Made"><${y} at=${e.created_at} /><//>
        <${S} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${mi} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${vt(r)} what="the filter" /></div>`}
      <${Or} webhook=${e} path=${t} reload=${n} />
    </details>`}function hi(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,tt[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function mi({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${g(C("event-types",e))} class="tag">${e}</a> `}function _i({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${y} at=${t} />`}`}function Rr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=Ie[t.state],r=t.state==="healthy"&&t.waiting?"warn":n;return a`<section class=${`card situation ${r}`} aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone=${r}>${r===n?o:"Some wait"}<//></div>
    <div>${bi[t.state](t,e)}</div>
    <dl class="facts">
      <div><dt>Waiting</dt><dd>${Fr(t)}</dd></div>
      ${t.oldest_waiting_at&&a`<div><dt>Oldest waiting</dt><dd><${y} at=${t.oldest_waiting_at} show="ago" /></dd></div>`}
      ${t.last_failure_at&&a`<div><dt>Last failure</dt><dd><${y} at=${t.last_failure_at} show="ago" /></dd></div>`}
      <div><dt>Last success</dt><dd><${y} at=${t.last_success_at} show="ago" /></dd></div>
    </dl>
  </section>`}var bi={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${Dr(e)} ${Ht(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${Dr(e)} ${Ht(e,"The next attempt is due")}
    </p>
    <${Sn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${y} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Ht(e,"The next try is due")}
    </p>
    <${Sn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${y} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Ht(e,"The next attempt is due")}
    </p>
    <${Sn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${y} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${w}>${vi(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${gi(t)}</p>`};function Sn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=yt(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function Fr(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:`${e.waiting}`}function Dr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${Fr(e)} deliveries wait.`:""}function Ht(e,t){return e.next_attempt_at&&a`${t} <${y} at=${e.next_attempt_at} show="ago" />.`}function vi(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function gi({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function Nr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=E(c=>D(n,{},c),[n]),r=o.data,[s,i]=b(0),l=he(()=>i(c=>c+1),[]),u=kt(l,[1500]),p=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>`;return o.failure?.status===404?a`${p}<${vr} id=${t} name=${r?.name??t} path=${n} />`:a`${p}
    <${H} title=${r?r.name:"Webhook"} of=${r?wt(r.url):t}>
      ${r&&a`<${pr} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${k} failure=${o.failure} retry=${o.reload} />
        <${yi} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${F} of=${o} what="the webhook" />`}`}function yi({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=O(),i=Lt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[p,c]=b(void 0),[$,f]=b(0),d=p?.of===e?wi(e,p.status):e.status;function h(){o(),r()}return T(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),T(()=>{u&&r()},[u]),a`<p class="url"><${w}>${e.url}<//></p>
    <${Rr} webhook=${{...e,status:d}} />
    <${Er} webhook=${e} path=${t} reload=${r} />
    <${gr} path=${t} onEnd=${h} />
    <${hr} path=${t} changes=${n+$} />
    <${Mt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>f(m=>m+1)}
      reload=${o}
    >
      <${yr} webhook=${e} path=${t} />
    <//>`}function wi(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function re(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(Lr(n.field,t))).map(n=>{let o=Lr(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function Lr(e,t){return e.startsWith(t)?e.slice(t.length):""}function De({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${q} label=${e} hint=${o} error=${r}>
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
  <//>`}function ot({legend:e,value:t,onChange:n,choices:o,error:r}){let s=J();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}var ki=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Ir({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${q}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${Re(e)||n}
    >
      ${i=>a`<textarea
        id=${i.id}
        class="json"
        spellcheck=${!1}
        placeholder=${ki}
        aria-describedby=${i.describedBy}
        aria-invalid=${i.invalid}
        value=${e}
        onInput=${l=>t(l.currentTarget.value)}
      ></textarea>`}
    <//>
    ${o&&a`<${xi} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function Re(e){try{return nt(e),""}catch(t){return`This is not JSON: ${t instanceof Error?t.message:t}`}}function xi({path:e,filter:t,types:n,chosen:o}){let{wanted:r,others:s}=Ae(o,n),i=r.length>0?r:s,[l,u]=b(""),[p,c]=b(void 0),$=i.find(({name:_})=>_===l)??i[0],f=p??JSON.stringify($?.example??{},null,2),d=W(_=>I("POST",`${e}/filter/try`,{filter:nt(t)??null,event_type:$?.name,event:JSON.parse(f)},_)),[h,m]=b(void 0);return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${q} label="Event type">
        ${_=>a`<select id=${_.id} value=${$?.name}
          onChange=${x=>{u(x.currentTarget.value),c(void 0)}}>
          ${i.map(({name:x})=>a`<option key=${x} value=${x}>${x}</option>`)}
        </select>`}
      <//>
    </div>
    <${q} label="Its payload" error=${Re(f)}>
      ${_=>a`<textarea id=${_.id} class="json" spellcheck=${!1} value=${f}
        aria-describedby=${_.describedBy} aria-invalid=${_.invalid}
        onInput=${x=>c(x.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${d.busy||!$||!!(Re(f)||Re(t))}
      onClick=${async()=>m(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${k} failure=${d.failure} />
    <div role="status">${h&&a`<${Si} result=${h} />`}</div>
  </details>`}function Si({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${V} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${V} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${w}>${`${o.operator} ${o.key}`}<//></code>
          <span class="muted"><${w}>${o.text}<//></span>
        </li>`)}
    </ul>`}function Mr({draft:e,stored:t,change:n,error:o}){let r=J(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${o&&a`<p class="error" id=${`${r}-error`}>${o}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(l=>a`<code key=${l} class="tag">${l}</code> `)}</p>
      <label class="check">
        <input type="checkbox" checked=${i}
          onChange=${l=>n({replaceHeaders:l.currentTarget.checked})} />
        Replace all of them: their values have to be given again
      </label>`}
    ${(i||t.length===0)&&a`<${Ti} headers=${s} onChange=${l=>n({headers:l,replaceHeaders:!0})} />`}
  </fieldset>`}function Ti({headers:e,onChange:t}){function n(o,r){t(e.map((s,i)=>i===o?{...s,...r}:s))}return a`${e.map((o,r)=>a`<div class="header-row" key=${r}>
        <input aria-label=${`Name of header ${r+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${o.name}
          onInput=${s=>n(r,{name:s.currentTarget.value})} />
        <input aria-label=${`Value of header ${r+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${o.value}
          onInput=${s=>n(r,{value:s.currentTarget.value})} />
        <button type="button" class="quiet" aria-label=${`Remove header ${r+1}`} onClick=${()=>t(e.filter((s,i)=>i!==r))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function Ar({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${ot}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Oi(t)}
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
      choices=${Ci}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var Ci=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Oi(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Pr({body:e,types:t,chosen:n,note:o,ready:r,onFailure:s}){let{wanted:i,others:l}=Ae(n,t),u=i.length>0?i:l,[p,c]=b(""),[$,f]=b(void 0),d=u.find(({name:m})=>m===p)?.name??u[0]?.name,h=W(async m=>{f(void 0),s(void 0);let _=e();try{return await I("POST","/api/webhooks/test",{..._,event_type:d},m)}catch(x){throw x instanceof ie&&s(x),x}});return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${q} label="Example of">
        ${m=>a`<select id=${m.id} value=${d}
          onChange=${_=>c(_.currentTarget.value)}>
          ${u.map(({name:_})=>a`<option key=${_} value=${_}>${_}</option>`)}
        </select>`}
      <//>
    </div>
    <button type="button" disabled=${h.busy||!r} onClick=${async()=>f(await h.run())}>${h.busy?"Trying …":"Try it"}</button>
    <${k} failure=${h.failure} />
    <div role="status" class="trial-result">${$&&a`<${Ei} tried=${$} />`}</div>
  </section>`}function Ei({tried:{attempt:e,request:t}}){let{text:n,todo:o}=te(e),r=e.status!==void 0&&e.status>=200&&e.status<300;return a`<p class="spaced">
      <${V} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${Z(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${dn} sent=${t} file="request.txt" />
    </details>`}function Hr({types:e,chosen:t,onChange:n,error:o}){let[r,s]=b(""),i=J(),l=e.data??[],u=r.toLowerCase(),p=l.filter(({name:$,description:f})=>`${$} ${f}`.toLowerCase().includes(u));function c($,f){let d=t.filter(h=>!$.includes(h));n(f?[...d,...$]:d)}return a`<fieldset class="types-field" aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Di} chosen=${t} onRemove=${$=>c([$],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${$=>$.key==="Enter"&&$.preventDefault()}
          onInput=${$=>s($.currentTarget.value)} />
      </div>
      <${Ri} known=${Ii(l)} onAdd=${$=>c([$],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${F} of=${e} what="the event types" />
      ${e.data&&p.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...Ni(p)].map(([$,f])=>a`<${Fi} key=${$} name=${$} members=${f} chosen=${t} set=${c} />`)}
    </div>
  </fieldset>`}function Di({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function Ri({known:e,onAdd:t}){let[n,o]=b(""),r=J();function s(){n.trim()&&t(n.trim()),o("")}return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${n}
        onKeyDown=${i=>{i.key==="Enter"&&(i.preventDefault(),s())}}
        onInput=${i=>o(i.currentTarget.value)} />
      <datalist id=${`${r}-known`}>${e.map(i=>a`<option key=${i} value=${i} />`)}</datalist>
      <button type="button" disabled=${!n.trim()} onClick=${s}>Add</button>
    </div>
  </div>`}function Fi({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=J();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${w}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${X(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<label class="check" key=${l.name} title=${X(l.description)}>
        <input type="checkbox" checked=${n.includes(l.name)}
          onChange=${u=>o([l.name],u.currentTarget.checked)} />
        ${l.name}
      </label>`)}
  </div>`}function Ni(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Li(r);t.set(s,[...t.get(s)??[],r])}return t}function Li({name:e,family:t,group:n}){return t==="own"?n??"Own types":t==="singularity"?"Singularity":e.split("_")[0]??e}function Ii(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function Wr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=b(()=>e?kr(e):wr),[i,l]=b(s),[u,p]=b(void 0),c=E(v=>D("/api/event-types",{},v),[]),$=W(v=>n(i,s,v)),f=M(null),d=$.failure??u,h=JSON.stringify(i)!==JSON.stringify(s),m=_t("Leave the form? What you have changed is lost.",h);Ai(f,d);let _=v=>l(N=>({...N,...v}));async function x(v){if(v.preventDefault(),Re(i.filter))return f.current?.querySelector("textarea")?.focus();p(void 0);let N=await $.run();N&&(m(),o(N))}return a`<form class="form" ref=${f} onSubmit=${x} novalidate>
    <${k} failure=${$.failure} />
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${De} label="Name" value=${i.name} error=${re(d,"name")} onInput=${v=>_({name:v})} />
      <${De} label="URL" value=${i.url} error=${re(d,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${v=>_({url:v})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${Hr} types=${c} chosen=${i.types} error=${re(d,"event_types")} onChange=${v=>_({types:v})} />
      <${Ir} value=${i.filter} error=${re(d,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${v=>_({filter:v})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${ot} legend="Message format" value=${i.format} error=${re(d,"message_format")}
        choices=${Object.entries(tt).map(([v,N])=>({value:v,...N}))}
        onChange=${v=>_({format:v})} />
      <${Ar} draft=${i} webhook=${e} change=${_} error=${re(d,"secret_token")} signingError=${re(d,"signing")} />
      <${Mr} draft=${i} stored=${e?.headers??[]} change=${_} error=${re(d,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${De} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${re(d,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${v=>_({inFlight:v})} />
        <${De} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${re(d,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${v=>_({rate:v})} />
      </div>
    </section>
    </div>
    <${Pr} body=${()=>Mi(i)} ready=${!Re(i.filter)} types=${c.data??[]} chosen=${i.types} onFailure=${p}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function Mi(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return At({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Ai(e,t){T(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Ur(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>
    <${H} title="New webhook" />
    <${qr}
      done="The webhook is made."
      cancelTo=${g("")}
      save=${(e,t,n)=>I("POST","/api/webhooks",At(e),n)}
    />`}function Br({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=E(i=>D(n,{},i),[n]),r=o.data,s=g(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${s}><${w}>${r?.name??t}<//></a>
    </nav>
    <${H} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${qr}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>I("PATCH",n,xr(i,l),u)}
        />`:a`<${F} of=${o} what="the webhook" />`}`}function qr({done:e,...t}){let[n,o]=b(void 0);function r(s){j(e),Te(g(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Pt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${Wr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var Kr=[{pattern:"",view:tr,part:""},{pattern:"failures",view:Vo,part:"failures"},{pattern:"events",view:qo,part:"events"},{pattern:"events/:event",view:Ko,part:"events"},{pattern:"new-webhook",view:Ur,part:""},{pattern:"webhooks/:webhook/edit",view:Br,part:""},{pattern:"webhooks/:webhook",view:Nr,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:No,part:""},{pattern:"event-types",view:Po,part:"event-types"},{pattern:"event-types/:name",view:Wo,part:"event-types"}],Wt=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function Vr(){return R(Je)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{uo(),j("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${ht}>Enter a key</button>`}function jr(){let{wanted:e,refused:t}=R(je);return e?a`<${Pi} refused=${t} />`:null}function Pi({refused:e}){let[t,n]=b(""),[o,r]=b(!1);function s(i){i.preventDefault(),t.trim()&&co(t,o)}return a`<${K} title="Key" onClose=${rn}>
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
        <button type="button" onClick=${rn}>Go on without</button>
      </div>
    </form>
  <//>`}var Jr="relay-shortcuts",Cn="g",Gr=[{keys:"/",does:"move to the search field",act:Hi},...Wt.map(({path:e,label:t,key:n})=>({keys:`${Cn} ${n}`,does:t.toLowerCase(),act:()=>Te(g(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>ue.set(!ue.value)},{keys:"?",does:"this help",act:En}],On=new U(!1);function En(){On.set(!0)}function Hi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function Qr(){let e=R(On),t=R(Dn);return e?a`<${K} title="Keyboard" onClose=${()=>On.set(!1)}>
    <dl class="keys">
      ${Gr.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${t} onChange=${()=>Wi(!t)} />
      Keys of one letter work outside of fields
    </label>
  <//>`:null}var Dn=new U(Fe("localStorage",Jr)!=="off");function Wi(e){Dn.set(e),me("localStorage",Jr,e?"on":"off")}var Tn=!1;document.addEventListener("keydown",e=>{if(!Ui(e))return;let t=Tn?[`${Cn} ${e.key}`,e.key]:[e.key];Tn=e.key===Cn&&!Tn;let n=Gr.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Ui(e){return e.ctrlKey||e.metaKey||e.altKey||!Dn.value?!1:!Bi(e.target)&&!document.querySelector("dialog[open]")}function Bi(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var Rn=6e4,qi=3*Rn,Ki={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function zr({part:e,children:t}){return Ji(),a`
    <a class="skip" href="#main" onClick=${Vi}>Skip to the content</a>
    <${Qi} />
    <header class="top">
      <a class="brand" href=${g("")}><${ji} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${Wt.map(n=>a`<a key=${n.path} href=${g(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${Gi} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${To} />
      <${Vr} />
      <button type="button" class="quiet" onClick=${En}>Keyboard help</button>
    </footer>
    <${jr} />
    <${Qr} />
    <${wo} />
  `}function Vi(e){e.preventDefault(),document.getElementById("main")?.focus()}function ji(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function Ji(){T(()=>{let e=new AbortController;function t(){let o=Ot.value,r=o&&Date.now()-o.at<Rn;document.hidden||r||Q.value.path===""||Et(e.signal).catch(()=>{})}t();let n=setInterval(t,Rn/4);return()=>{e.abort(),clearInterval(n)}},[])}function Gi(){let e=R(Ot),t=R(ze);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>qi?Ki:Dt(e.health);return a`<a class="relay" href=${g("")} title=${r}><${V} tone=${n}>${o}<//></a>`}function Qi(){let e=R(Ne),[t,n]=b(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return T(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function zi(e){for(let t of Kr){let n=bo(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function Yi(){let{path:e}=R(Q),t=zi(e);return a`<${zr} part=${t?.route.part}>
    <${Zi} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${Xi} />`}
    <//>
  <//>`}function Zi({children:e}){let[t]=so(n=>reportError(n));return t?a`<${H} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function Xi(){return a`<${H} title="No such page" />
    <${G} title="This address leads nowhere."><p><a href=${g("")}>To the overview</a></p><//>`}var Fn=document.getElementById("app");Fn&&(Fn.textContent="",oo(a`<${Yi} />`,Fn));
