/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function it(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var Zn=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,Zn(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},Wn=new Map;function ts(e){var t=Wn.get(this);return t||(t=new Map,Wn.set(this,t)),(t=Zn(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],p=function(f){s===1&&(f||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,f,i):s===3&&(f||i)?(u.push(3,f,i),s=2):s===2&&i==="..."&&f?u.push(4,f,0):s===2&&i&&!f?u.push(5,0,!0,i):s>=5&&((i||!f&&s===5)&&(u.push(s,0,i,r),s=6),f&&(u.push(s,f,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&p(),p(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(p(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(p(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return p(),u})(e)),t),arguments,[])).length>1?t:t[0]}var L,Xn,ns,fe,Jt,pt,eo,ct,to,Zt,Gt,os,Ke=Symbol.for("pv"),ft={},$t=[],rs=/^m(i|n|o|s|text|space)$/,Xt=Array.isArray,en=$t.slice,ke=Object.assign;function we(e){e&&e.parentNode&&e.remove()}function ss(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?en.call(arguments,2):n),Ue(e,i,o,r,null)}function Ue(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ke,__v:r||++Xn,__i:-1,__u:0};return!r&&L.vnode&&L.vnode(s),s}function mt(e){return e.children}function ut(e,t){this.props=e,this.context=t,this.__g=0}function $e(e,t){if(t==null)return e.__&&$e(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:$e(e)}function as(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=ke({constructor:Ke},n)).__v=n.__v+1,L.vnode&&L.vnode(t),tn(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||$e(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,io(r,t,s),n.__=n.__e=null,t.__e!=o&&no(t))}function no(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),no(e)}function Un(e){(8&e.__g||(e.__g|=8,fe.push(e),pt++))&&Jt==L.debounceRendering||((Jt=L.debounceRendering)||queueMicrotask)(oo)}function oo(){try{for(var e,t=1;fe.length;)fe.length>t&&fe.sort(eo),e=fe.shift(),t=fe.length,8&e.__g&&as(e)}finally{(pt=fe.length)&&(Jt||queueMicrotask)(oo)}}function ro(e,t,n,o,r,s,i,l,u,p,c){var $,f,d,m,h,_,S=o.__k||$t,v=t.length;for(u=is(n,t,S,u,v),$=0;$<v;$++)(d=n.__k[$])!=null&&(f=~d.__i&&S[d.__i]||ft,d.__i=$,_=tn(e,d,f,r,s,i,l,u,p,c),m=d.__e,(f.ref!=d.ref||8&f.__u)&&(f.ref&&nn(f.ref,null,d,f),d.ref&&c.push(d.ref,d.__c||m,d)),h=h||m,4&d.__u?(u=so(d,u,e,!f.__v),f.__e&&(f.__e=null)):typeof d.type=="function"&&_!==void 0?u=_:m&&(u=m.nextSibling),d.__u&=-21);return n.__e=h,u}function is(e,t,n,o,r){var s,i,l,u,p,c,$,f,d,m=n.length,h=m,_=0,S=0,v=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=v[s]=Ue(null,i):Xt(i)?i=v[s]=Ue(mt,{children:i}):i.constructor===Ke&&i.__b?i=v[s]=Ue(i.type,i.props,i.key,i.ref,i.__v):v[s]=i,u=s+_,i.__=e,i.__b=e.__b+1,l=null,~(p=i.__i=ls(i,n,u,h))&&(h--,(l=n[p])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,p==u-1?_--:p==u+1?_++:p!=u&&(p>u?_--:_++,S=1)):(~p||(r>m?_--:r<m&&_++),typeof i.type!="function"&&(i.__u|=4))):v[s]=null;if(S){for(c=[],$=[],s=0;s<r;s++)if((i=v[s])&&16&i.__u){for(_=0,f=c.length;_<f;)c[d=_+f>>1]<i.__i?_=d+1:f=d;c[_]=i.__i,$[s]=_+1}for(_=c.length;s--;)$[s]&&($[s]==_?_--:v[s].__u|=4)}if(h)for(s=0;s<m;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=$e(l)),on(l,l));return o}function so(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=so(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=$e(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function ls(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function Bn(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function lt(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Bn(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Bn(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=Gt[t]||(Gt[t]=cs(t)),(e.__a||(e.__a={}))[t]=Zt,s=t!=(t=t.replace(to,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function cs(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[ct]==null)t[ct]=Zt++;else if(t[ct]<this.__a[e])return;return n(L.event?L.event(t):t)}}}function tn(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,h,_,S,v,N,A,Vt,Pn,at,ge,Hn,pe,ye,se=t.type;if(t.constructor!==Ke)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=dt(c,s):s.push(c),l=s[0]||l),(c=L.__b)&&c(t);e:if(typeof se=="function"){f=i.length;try{if(S=t.props,v=(c=se.prototype)&&c.render,N=(c=se.contextType)&&o[c.__c],A=c?N?N.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(v?t.__c=d=new se(S,A):(t.__c=d=new ut(S,A),d.constructor=se,d.render=ds),N&&N.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),v&&(d.__s||(d.__s=d.state),se.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=ke({},d.__s)),ke(d.__s,se.getDerivedStateFromProps(S,d.__s)))),m=d.props,h=d.state,d.__v=t,n.__c){if(S!==m&&v&&!se.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(S,A),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(S,d.__s,A)===!1){t.__v!=n.__v&&(d.props=S,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(X){X&&(X.__=t)}),$t.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=$e(n);break e}d.componentWillUpdate&&d.componentWillUpdate(S,d.__s,A),v&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,h,_)})}else v&&!se.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),v&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=A,d.props=S,d.__P=e,d.__g&=-5,Vt=L.__r,Pn=v?25:0;do d.__g&=-9,Vt&&Vt(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++Pn<25);v&&($t.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=ke({},o,d.getChildContext())),v&&n.__c&&d.getSnapshotBeforeUpdate&&(_=d.getSnapshotBeforeUpdate(m,h)),at=c&&c.type===mt&&c.key==null?c.props.children:c,S.__P&&(c=l,r=(e=S.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(X){X&&on(X,X)}),n.__k=null),l=n.__k?$e(n,0):null),l=ro(e,Xt(at)?at:[at],t,n,o,r,s,i,l,u,p),S.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(we),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(X){if(i.length=f,t.__v=null,u||s)if(X&&X.then){if(t.__u|=128|u,s){for(~(pe=s.indexOf(l||void 0))||(pe=s.length);(ye=s[pe-1])&&ye.nodeType==8;)pe--;for(;pe<s.length;pe++)if(ye=s[pe])if(s[pe]=null,ge){if(ye==Hn)break}else{if(ye.nodeType!=8)break;ye.data.startsWith("$s")&&(Hn=dt(ge=ye))}}if(!ge){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;ge=l}(c=dt(ge=t.__c.__z||(t.__c.__z=ge)))?(t.__e=ge,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(we);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),X&&X.then||ao(t),L.__e(X,t,n)}}else l=t.__e=us(n.__e,t,n,o,r,s,i,u,p,e);return(c=L.diffed)&&c(t),l}function dt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function ao(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ao))}function io(e,t,n){for(var o=0;o<n.length;)nn(n[o++],n[o++],n[o++]);L.__c&&L.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){L.__e(s,r.__v)}})}function us(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,h,_,S,v=n.props||ft,N=t.props,A=t.type;if(A=="svg"?r="http://www.w3.org/2000/svg":A=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((m=s[c])&&(A?m.localName==A:m.nodeType==3)){e=m,s[c]=null;break}}if(!e){if(S=p.ownerDocument||document,!A)return S.createTextNode(N);e=S.createElementNS(r,A,N.is?N:p),l&&(L.__m&&L.__m(t,s),l=!1),s=null}if(A){if(p=A=="template"&&e.content||e,s=A=="textarea"&&N.defaultValue!=null?null:s&&en.call(p.childNodes),!l&&s)for(v={},c=0;c<e.attributes.length;c++)v[(m=e.attributes[c]).name]=m.value;for(c in v)m=v[c],c=="dangerouslySetInnerHTML"?f=m:c=="children"||c in N||c=="value"&&"defaultValue"in N||c=="checked"&&"defaultChecked"in N||lt(e,c,null,m,r);for(c in N)m=N[c],c=="children"?d=m:c=="dangerouslySetInnerHTML"?$=m:c=="value"?h=m:c=="checked"?_=m:l&&typeof m!="function"||v[c]===m||lt(e,c,m,v[c],r);$?(l||f&&($.__html==f.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(f&&(e.textContent=""),(A=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&rs.test(A))&&(r="http://www.w3.org/1999/xhtml"),ro(p,Xt(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&$e(n,0),l,u),s&&s.some(we)),l&&A!="textarea"||(c="value",A=="progress"&&h==null?e.removeAttribute(c):h==null||h===e[c]&&(A!="progress"||h)||lt(e,c,h,v[c],r),c="checked",_!=null&&_!=e[c]&&lt(e,c,_,v[c],r))}else v===N||l&&e.data==N||(e.data=N);return e}function nn(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){L.__e(r,n)}}function on(e,t,n){var o,r,s,i;if(L.unmount&&L.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||nn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){L.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&on(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=dt(o,s=[]))&&(o==e.__e&&s.some(we),we(r),we(o)),n||we(e.__e),e.__e=e.__c=e.__=null}function ds(e,t,n){return this.constructor(e,n)}function lo(e,t){var n,o,r,s;L.__&&L.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Ue(mt,{children:[e]}),r=[],s=[],tn(t,t.__k,o||ft,ft,t.namespaceURI,o?null:t.firstChild?en.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),io(r,t.__k,s),t.__k.props.children=null}L={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw pt=0,e}},Xn=0,ns=function(e){return e!=null&&e.constructor===Ke},ut.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=ke({},this.state)),typeof e=="function"&&(e=e(ke({},n),this.props)),e&&(ke(n,e),this.__v&&(t&&this.__k.push(t),Un(this)))},ut.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Un(this))},ut.prototype.render=mt,fe=[],pt=0,eo=function(e,t){return e.__v.__b-t.__v.__b},ct=Symbol(),to=/(PointerCapture)$|Capture$/i,Zt=0,Gt={},os=0;var xe,P,jt,qn,Qt=Object.is,qe=0,co=[],zt=[],B=L,Kn=B.__b,Vn=B.__r,jn=B.diffed,Jn=B.__c,Gn=B.unmount,Qn=B.__;function Ve(e,t){B.__h&&B.__h(P,e,qe||t),qe=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function b(e){return qe=1,ps(fo,e)}function ps(e,t,n){var o=Ve(xe++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):fo(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);Qt(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=P,!P.__f)){P.__f=!0;var r=P.shouldComponentUpdate;P.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var p=!1,c=this.props!=s;if(u.__.some(function(f){f.__N&&(p=!0,Qt(f.__[0],f.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return p?$||c:$}return!p||c}}return o.__}function T(e,t){var n=Ve(xe++,3);!B.__s&&po(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function M(e){return qe=5,Se(function(){return{current:e}},[])}function Se(e,t){var n=Ve(xe++,7);return po(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function me(e,t){return qe=8,Se(function(){return e},t)}function uo(e){var t=Ve(xe++,10),n=b();return t.__=e,P.componentDidCatch||(P.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function J(){var e=Ve(xe++,11);if(!e.__){for(var t=P.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function fs(){var e;do{for(;e=zt.shift();)try{Be(e)}catch(n){B.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=co.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Be),t.__h.some(Yt),t.__h=[]}catch(n){t.__h=[],B.__e(n,e.__v)}}}while(zt.length)}B.__b=function(e){P=null,Kn&&Kn(e)},B.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Qn&&Qn(e,t)},B.__r=function(e){Vn&&Vn(e),xe=0;var t=(P=e.__c).__H;t&&(jt==P?P.__h=[]:(t.__h.some(Be),t.__h.some(Yt),xe=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),jt=P},B.diffed=function(e){jn&&jn(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Yn(co.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),jt=P=null},B.__c=function(e,t){t.some(function(n){try{n.__h.some(Be),n.__h=n.__h.filter(function(o){return!o.__||Yt(o)})}catch(o){n.__h=[function(){throw o}]}}),Jn&&Jn(e,t)},B.unmount=function(e){Gn&&Gn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Yn(zt.push(r))}else Be(r)}catch(s){t=s}}),o.__H=void 0,t&&B.__e(t,o.__v))};var zn=typeof requestAnimationFrame=="function";function $s(e){var t,n=function(){clearTimeout(o),zn&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);zn&&(t=requestAnimationFrame(n))}function Yn(e){e!=1&&qn==B.requestAnimationFrame||((qn=B.requestAnimationFrame)||$s)(fs)}function Be(e){var t=P,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),P=t}function Yt(e){var t=P;e.__c=e.__(),P=t}function po(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Qt(n,e[o])})}function fo(e,t){return typeof t=="function"?t(e):t}var a=ts.bind(ss);var U=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function R(e){let[t,n]=b(e.value);return T(()=>(n(e.value),e.watch(n)),[e]),t}function Ne(e,t){try{return window[e].getItem(t)}catch{return null}}function he(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var sn="relay-key",$o=6e4,ae=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function je(e){return e instanceof ae?e:new ae(0,"The page failed",String(e instanceof Error?e.message:e))}var Le=new U([]),Je=new U({wanted:!1,refused:!1}),Ge=new U(!1),ht="",an=!1,rn=[];ln(Ne("sessionStorage",sn)??"");function ln(e){ht=e,Ge.set(e!=="")}function mo(e,t){ln(e.trim()),he("sessionStorage",sn,t?ht:""),_o(!1)}function cn(){_o(!0)}function _t(){an=!1,Je.set({wanted:!0,refused:!1})}function ho(){ln(""),he("sessionStorage",sn,"")}function _o(e){an=e,Je.set({wanted:!1,refused:!1});let t=rn;rn=[];for(let n of t)n()}function D(e,t={},n){return bo("GET",it(e,t),void 0,n)}function I(e,t,n,o){return bo(e,t,n,o)}async function bo(e,t,n,o){for(;;){let r=ht,s=await hs(e,t,n,r,o);if(s.status!==401)return _s(s);await ms(s,r),o?.throwIfAborted()}}async function ms(e,t){if(t===ht){if(an){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new ae(e.status,"No key",n)}Je.set({wanted:!0,refused:t!==""}),await new Promise(n=>rn.push(()=>n(void 0)))}}async function hs(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout($o),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Le.set([...Le.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${$o/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new ae(0,"No answer",u)}finally{Le.set(Le.value.filter(u=>u!==s))}}async function _s(e){let t=await e.text().catch(()=>""),n=bs(t);if(n instanceof Object&&vo.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??vs(e.status));throw new ae(e.status,o,r,n?.errors??[])}var vo=new WeakMap;function bs(e){try{return JSON.parse(e)}catch{return}}function bt(e,t){return JSON.stringify(JSON.parse(vo.get(e)??"{}",yo)[t],null,2)}function go(e){try{return JSON.stringify(JSON.parse(e,yo),null,2)}catch{return e}}function yo(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function vs(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var un=new Set;function dn(){return[...un].every(({question:e})=>confirm(e))}function vt(e,t){let n=M(()=>{});return T(()=>{if(!t)return;let o={question:e};return un.add(o),addEventListener("beforeunload",wo),n.current=()=>{un.delete(o),removeEventListener("beforeunload",wo)},n.current},[e,t]),()=>n.current()}function wo(e){e.preventDefault()}var gs="/ui";function gt(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new U(gt()),ie=Number(history.state?.entry??0);history.replaceState({entry:ie},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??ie+1),n=gt(Q.value.visit+(t===ie?0:1));if(n.path!==Q.value.path&&!dn())return history.go(ie-t);ie=t,history.replaceState({entry:ie},""),Q.set(n)});function g(e,t={}){return it(`${gs}/${e}`,t)}function C(...e){return e.map(ys).join("/")}function ys(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Te(e){dn()&&(ie+=1,history.pushState({entry:ie},"",e),Q.set(gt(Q.value.visit+1)),scrollTo(0,0))}function O(){let{query:e}=R(Q);return[e,Ie]}function Ie(e){let{path:t,query:n}=Q.value;history.replaceState({entry:ie},"",g(t,{...n,...e})),Q.set(gt(Q.value.visit))}function ko(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=ws(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function ws(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Te(n.pathname+n.search))});function H({title:e,of:t,children:n}){let o=M(null),{visit:r}=R(Q),s=M(0);return T(()=>{document.title=`${Z(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),T(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${y}>${e}<//></h1>
    ${n}
  </div>`}function V({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function So({text:e,what:t}){let[n,o]=b(!1);T(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{j("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function le({text:e,what:t}){return a`<span class="copyable"><code><${y}>${e}<//></code><${So} text=${e} what=${t} /></span>`}function y({children:e}){return a`<bdi>${Z(e)}</bdi>`}var ks=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=b(!1),i=r?e:e.slice(0,ks);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${xs} text=${o} file=${n} what=${t} />`}
      <${So} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${Z(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function xs({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function Z(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function yt(e){return JSON.stringify(e,null,2)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${y}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${y}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${_t}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function F({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function G({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function k({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function K({title:e,onClose:t,children:n}){let o=M(null),r=J();T(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var Qe=new U([]),xo=0;function j(e,t="good"){xo+=1;let n=xo;Qe.set([...Qe.value,{id:n,text:e,tone:t}]),setTimeout(()=>To(n),t==="bad"?15e3:8e3)}function To(e){Qe.set(Qe.value.filter(t=>t.id!==e))}function Co(){let e=R(Qe);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>To(t.id)}>✕</button>
      </div>`)}
  </div>`}function q({label:e,hint:t,error:n,children:o}){let r=J(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}var Oo=5e3,Ye=new U(Date.now());setInterval(()=>{document.hidden||Ye.set(Date.now())},Oo);document.addEventListener("visibilitychange",()=>{document.hidden||Ye.set(Date.now())});var ce=new U(!1);function pn(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var Eo={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},Do={...Eo,month:"short",day:"numeric"},Ss={...Do,year:"numeric"};function Ce(e,t){let n=pn(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return pn(t,Eo).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return pn(t,o?Do:Ss).format(e)}var Ts=[["d",86400],["h",3600],["min",60],["s",1]];function ze(e){let t=Math.max(0,Math.round(e));for(let[n,o]of Ts)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function ee(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function Cs(e,t){let n=(t-e)/1e3;return Math.abs(n)<Oo/1e3?"now":n>0?`${ze(n)} ago`:`in ${ze(-n)}`}function Os(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=R(ce),o=R(Ye);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=Cs(r.getTime(),o),i=t==="ago"?s:Ce(r,n);return a`<time dateTime=${e} title=${Os(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function Ro(){let e=R(ce),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>ce.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var wt={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function Fo({webhook:e}){let{tone:t,label:n}=fn(e.status);return a`<span class="state">
    <${V} tone=${t}>${n}<//>
    <span class="why">${Es(e)}</span>
  </span>`}function fn({state:e,waiting:t}){return e==="healthy"&&t?{tone:"warn",label:"Some wait"}:wt[e]}function Ze({waiting:e,waiting_is_capped:t}){return e===void 0?"–":t?`${e}+`:`${e}`}function Es({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var Me={queued:{tone:"info",label:"Queued"},waiting:{tone:"warn",label:"Waiting"},delivered:{tone:"good",label:"Delivered"},dropped:{tone:"bad",label:"Dropped"}};function _e({state:e}){let{tone:t,label:n}=Me[e];return a`<${V} tone=${t}>${n}<//>`}function kt({attempt:e,none:t}){return e?a`${ue(e).text}
    <span class="muted">in ${ee(e.duration_ms)}, <${w} at=${e.at} show="ago" /></span>`:a`<span class="muted">${t}</span>`}var Ds={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function be(e){return Ds[e]??e}var Rs={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},Fs={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function Oe(e){return e!==void 0&&e>=200&&e<300}function ue({error:e,status:t}){if(e)return Rs[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(Oe(t))return{text:`HTTP ${t}`,todo:""};let n=Fs[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function xt(e){let t=Number(e.replace(/^HTTP /,""));return ue(Number.isInteger(t)?{status:t}:{error:e})}function St(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Tt(e){try{return new URL(e).host}catch{return e}}function No({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${Ns(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${Ls} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function Ns({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function Ls({attempt:e,number:t}){let{text:n,todo:o}=ue(e),r=Oe(e.status),s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${ee(e.duration_ms)}</span>
    </p>
    <p>${St(s)}.</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${y}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function Lo(e,t){return Is[e.state](e,t)}var Is={delivered:e=>({tone:"good",sentence:a`${$n(e.last_attempt,"The receiver took it")}${Ps(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?As(e,t):Ms(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${be(e.reason??"")}
      ${e.last_attempt&&a` The last of ${e.attempts} attempts: ${$n(e.last_attempt)}.`}`,todo:Hs(Io(e),"When the receiver is well again, resend it.")})};function Ms(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${$n(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:Io(e)}}function As(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function $n(e,t=""){if(!e)return t;let n=e.error_text??ue(e).text;return t?`${t}: ${n}`:n}function Ps({attempts:e}){return e>1?`, after ${e} attempts`:""}function Io({last_attempt:e}){return e?ue(e).todo:""}function Hs(...e){return e.filter(Boolean).join(" ")}var Ws=1e4,Us=3e5;function E(e,t,{refresh:n=!1}={}){let[o,r]=b({loading:!0}),s=M(e),i=M(void 0),l=M(()=>{});s.current=e,T(()=>{let p=new mn(async(c,$)=>{$||r(f=>({...f,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>p.run(!1),p.run(!1),()=>p.stop()},[...t,n]);let u=me(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var mn=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=Ge.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(je(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(Ws*2**this.#e,Us)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function W(e,t=[]){let[n,o]=b({busy:!1}),r=M(void 0);T(()=>()=>{r.current?.abort(),o({busy:!1})},t);async function s(){let i=new AbortController;r.current=i,o({busy:!0});try{let l=await e(i.signal);return o({busy:!1}),l}catch(l){if(i.signal.aborted)return;o({busy:!1,failure:je(l)});return}}return{...n,run:s}}var Bs=[400,1200,3e3,6e3];function Ct(e,t=Bs){let n=M([]),o=me(()=>n.current.forEach(clearTimeout),[]);return T(()=>o,[]),me(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function Mo({path:e,eventId:t}){let n=E(o=>D(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${hn} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${F} of=${n} what="the request" />`}
  </section>`}function hn({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${y}>${e.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="plain headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code><${y}>${n.name}<//></code></th>
              <td><code><${y}>${n.value}<//></code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${Y} text=${go(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function Ao({path:e,delivery:t,webhook:n,reload:o}){let r=W(p=>I("POST",`${e}/resend`,void 0,p)),s=Ct(o),i=n?.enabled===!1;async function l(){await r.run()&&(j("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var qs="The webhook is deleted, so it cannot be sent again.";function Po({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=E(p=>D(o,{},p),[o],{refresh:!0}),s=E(p=>D(`/api/${C("webhooks",t)}`,{},p),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${g(C("webhooks",t))}><${y}>${l}<//></a>
    </nav>
    <${H} title="Delivery" of=${n}>
      ${u&&!i&&a`<${Ao} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${Ks} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${F} of=${r} what="the delivery" />`}`}function Ks({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=Lo(e,t),l=bt(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div class="situation-state" role="status"><${_e} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${qs}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${k} name="Event">
        <a href=${g(C("events",e.event_id))}>at all its webhooks</a>
      <//>
      <${k} name="Type">
        <a href=${g(C("event-types",e.event_type))}>${e.event_type}</a>
      <//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${k} name="Ended"><${w} at=${e.ended_at} /><//>`}
      <${k} name="Attempts">${e.attempts}<//>
      <${k} name="Event id"><${le} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${No} detail=${e} />
    ${!n&&a`<${Mo} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function de({caption:e,columns:t,rows:n,rowKey:o,rowClass:r,order:s="",epoch:i=""}){let[l,u]=O(),p=l.sort??s,c=Gs(n,t,p),{settled:$,moved:f,settle:d}=Vs(c,o,`${p} ${i}`),m=p?$:c;return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${e}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t.map(h=>a`<th
              role="columnheader"
              scope="col"
              key=${h.key}
              class=${h.number?"number":""}
              aria-sort=${js(h.key,p)}
            >
              ${h.sort?a`<button type="button" onClick=${()=>u({sort:Js(h.key,p,s)})}>
                    ${h.label}
                  </button>`:a`<span class=${h.quietLabel?"hidden":""}>${h.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${m.map(h=>a`<tr role="row" key=${o(h)} class=${r?.(h)??""}>
            ${t.map(_=>a`<td
                role="cell"
                key=${_.key}
                class=${_.number?"number":""}
                data-label=${_.quietLabel?void 0:_.label}
              ><div>${_.cell(h)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${p&&f&&a`<p class="moved"><button type="button" class="quiet" onClick=${d}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
  </div>`}function Vs(e,t,n){let[o,r]=b(0),s=Se(()=>new Map(e.map((p,c)=>[t(p),c])),[n,o]),i=p=>s.get(t(p))??e.length+s.size,l=[...e].sort((p,c)=>i(p)-i(c)),u=l.some((p,c)=>p!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function js(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function Js(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function Gs(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*Qs(i,l)),s.map(([,i])=>i)}function Qs(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function te({label:e,clear:t=[],children:n}){let[o,r]=O(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function re({name:e,label:t,placeholder:n}){return a`<${_n} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function _n({name:e,label:t,input:n={},class:o=""}){let[r,s]=O(),[i,l]=b(r[e]??""),u=M(i),p=J();return T(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),T(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${p}>${t}</label>
    <input
      id=${p}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${c=>{u.current=c.currentTarget.value,l(u.current)}}
    />
  </div>`}function ne({name:e,label:t,any:n,options:o}){let[r,s]=O(),i=J();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${l=>s({[e]:l.currentTarget.value})}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Wo=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function Ot(){let[e,t]=O(),n=J(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=Xe({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${s=>r(s.currentTarget.value)}>
        <option value="">at any time</option>
        ${Wo.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${Ho} name="since" label="From" /><${Ho} name="until" label="Until" />`}`}function Ho({name:e,label:t}){let[n,o]=O(),r=J();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${bn(n[e])}
      onChange=${s=>{o({[e]:vn(s.currentTarget.value)})}}
    />
  </div>`}function bn(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function vn(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function Xe(e){let t=Wo.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function zs(){return E(e=>D("/api/event-types",{},e),[])}function qo(){let[e]=O(),t=zs(),n=(e.q??"").toLowerCase(),o=(t.data??[]).filter(({name:r,description:s})=>`${r} ${s}`.toLowerCase().includes(n));return a`<${H} title="Event types" />
    <${te} label="Filter the event types" clear=${["q"]}>
      <${re} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${Ys} types=${o} />`:a`<${F} of=${t} what="the event types" />`}`}function Ys({types:e}){return e.length===0?a`<${G} title="No event type fits this search." />`:a`${[...Zs(e)].map(([t,n])=>a`<section key=${t} aria-label=${Z(t)}>
      <h2><${y}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${g(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${V} tone="warn">Deprecated<//>`}
            <p><${y}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function Zs(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Ko(r);t.set(s,[...t.get(s)??[],r])}return t}function Ko(e){return e.family==="onefuzz"?"OneFuzz":e.family==="singularity"?"Singularity":e.group??"Own types"}function Vo({parameters:e}){let t=e.name??"",n=E(o=>D(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("event-types")}>Event types</a></nav>
    <${H} title=${t}>
      <a href=${g("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${Xs} type=${n.data} />`:a`<${F} of=${n} what="the event type" />`}`}function Xs({type:e}){let[t]=O(),n=e.versions??[],o=n.find(({version:r})=>r===t.version)??n[0]??e;return a`<p class="lead"><${y}>${e.description}<//></p>
    <dl class="facts card">
      <${k} name="Belongs to"><${y}>${Ko(e)}<//><//>
      ${e.version&&a`<${k} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${k} name="State"><${V} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${k} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${k} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${te} label="Choose a version">
        <${ne} name="version" label="Version" any=${Uo(n[0])}
          options=${n.slice(1).map(r=>({value:r.version,label:Uo(r)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${Bo} value=${o.example} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${Bo} value=${o.schema} what="the schema" />
    </section>`}function Uo(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function Bo({value:e,what:t}){return e===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${yt(e)} what=${t} />`}var ea=8,jo=[];async function Et(e,t,n){let o=await e(n);for(let r=1;r<ea&&o.cursor&&t(o).length===0;r+=1)o=await e(o.cursor);return o}function Dt(e,t){let[n,o]=b({first:e,pages:jo}),r=n.first===e?n.pages:jo,{cursor:s}=r.at(-1)??e,i=W(u=>t(s,u),[e]);async function l(){let u=await i.run();u&&o({first:e,pages:[...r,u]})}return{pages:r,cursor:s,busy:i.busy,failure:i.failure,load:l}}function Rt({following:{cursor:e,busy:t,failure:n,load:o},label:r}){return a`<${x} failure=${n} />
    ${e&&a`<button type="button" class="more" disabled=${t} onClick=${o}>${t?"Loading …":r}</button>`}`}var Ft=new U(void 0),gn=new U(new Map);async function Nt(e){let t=await D("/api/overview",{},e),{relay:n,webhooks:o}=t;return Ft.set({health:n,at:Date.now()}),gn.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Lt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=yn(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function yn(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var ta=50;function Jo(e,t,n){let o={since:Xe(e),until:e.until,event_type:e.type,id_prefix:e.q};return Et(r=>D("/api/events",{...o,limit:ta,cursor:r},n),r=>r.events,t)}var na=[{key:"id",label:"Event",cell:e=>a`<a href=${g(C("events",e.event_id))} class="id"><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function Go(){let[e]=O(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=E(s=>Jo(e,void 0,s),n),r=E(s=>D("/api/event-types",{},s),[]);return a`<${H} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${te} label="Filter the events" clear=${t}>
      <${re} name="q" label="Event id" placeholder="How the id begins" />
      <${ne} name="type" label="Type" any="Every type" options=${oa(r.data)} />
      <${Ot} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${ra} first=${o.data} query=${e} loading=${o.loading} />`:a`<${F} of=${o} what="the events" />`}`}function oa(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function ra({first:e,query:t,loading:n}){let o=Dt(e,(s,i)=>Jo(t,s,i)),r=[e,...o.pages].flatMap(s=>s.events);return a`<div aria-busy=${n}>
    ${r.length>0?a`<${de} caption="Events, newest first" columns=${na} rows=${r} rowKey=${s=>s.event_id} />`:a`<${G} title=${o.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${Rt} following=${o} label="Show more" />
  </div>`}var sa=[{key:"state",label:"State",cell:e=>a`<span class="state"><${_e} state=${e.state} />
      <span class="why">${e.reason?be(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>a`<${kt} attempt=${e.last_attempt} none="–" />`},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function Qo({parameters:e}){let t=e.event??"",n=E(o=>D(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("events")}>Events</a></nav>
    <${H} title="Event" of=${t} />
    <p><${le} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${aa} event=${n.data} />`:a`<${F} of=${n} what="the event" />`}`}function aa({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${k} name="Type"><a href=${g(C("event-types",e.event_type))}>${e.event_type}</a><//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${k} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${k} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${k} name="Instance"><${y}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${de} caption="Outcome at each webhook" columns=${ia(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${G} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${bt(e,"event")} what="the payload" />
    </section>`}function ia(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${la} row=${t} eventId=${e} />`},...sa]}function la({row:e,eventId:t}){let n=R(gn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=g(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${y}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function ca(e){return D("/api/failures",{},e)}function zo(){let e=E(ca,[],{refresh:!0});return a`<${H} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${pa} list=${e.data} />`:a`<${F} of=${e} what="the failures" />`}`}var ua=[{key:"error",label:"What is wrong",sort:e=>et(e).text,cell:e=>{let{text:t,todo:n}=et(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${g(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${da(e)} aria-label=${`${e.count} deliveries: ${et(e).text}, at ${Z(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${_e} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${g(C("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${et(e).text}, at ${Z(e.webhook_name)}`}>Why</a>`}];function et({error:e,error_text:t,reason:n}){return n?{text:be(n),todo:""}:{text:St(t),todo:xt(e).todo}}function da({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return g(C("webhooks",e),{state:t,status:o})}function pa({list:e}){let[t]=O(),n=e.groups.filter(o=>$a(o,t));return e.groups.length===0?a`<${G} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${te} label="Filter the failures" clear=${["q","state"]}>
      <${re} name="q" label="Search" placeholder="Webhook or error" />
      <${ne} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${de} caption="Failures by webhook and error" columns=${ua} rows=${n} rowKey=${fa} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title="No failure fits these filters." />`}`}function fa(e){return`${e.webhook_id} ${e.state} ${e.error}`}function $a(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${et(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function Zo({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=Yo(o.bad,n,24),i=Yo(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function Yo(e,t,n){return e>0?Math.max(2,e/t*n):0}var ma=480,ha=240,It=150,Ee=52,_a=20,Mt=8,Ae=It-Mt-_a;function Xo(){let e=M(null),[t,n]=b(ma);return T(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(ha,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function er({title:e,buckets:t,series:n}){let o=t.map(u=>va(u,n)),r=sr(Math.max(1,...o)),[s,i]=Xo(),l=(i-Ee)/Math.max(1,t.length);return a`<${or} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${rr} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,p)=>{let c=Mt+Ae;return a`<g key=${u.at}>
        ${n.map($=>{let f=(u.values[$.key]??0)/r*Ae;return c-=f,f>0&&a`<rect key=${$.key} class=${$.tone} x=${Ee+p*l+l*.1} y=${c} width=${l*.8} height=${f} />`})}
      </g>`})}
  <//>`}function tr({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=sr(Math.max(1,...o)),[s,i]=Xo(),l=(i-Ee)/Math.max(1,t.length),u=c=>Ee+(c+.5)*l,p=c=>Mt+Ae-c/r*Ae;return a`<${or} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${ee}>
    <${rr} width=${i} top=${r} buckets=${t} format=${ee} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${ba(t,c.key,u,p)} />
        ${t.map(($,f)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(f)} cy=${p(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function ba(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function nr({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
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
  </figure>`}function or({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=R(ce);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${It}`} aria-hidden="true">${i}</svg>
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
  </figure>`}function rr({width:e,top:t,buckets:n,format:o}){let r=R(ce),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=Mt+Ae-l*Ae;return a`<g key=${l}>
        <line x1=${Ee} x2=${e} y1=${u} y2=${u} />
        <text x=${Ee-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Ee} y=${It-4}>${Ce(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${It-4} text-anchor="end">${Ce(new Date(i.at),r)}</text>`}
  </g>`}function va(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function sr(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var ga=0,kn=24,wn=36e5;function ar(){let e=E(Nt,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${H} title="Overview">
      <a href=${g("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${ya} health=${t.relay} webhooks=${t.webhooks} />
        <${Oa} rows=${t.webhooks} />`:a`<${F} of=${e} what="the overview" />`}`}function ya({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Lt(e),s=Object.values(e.queues??{}).reduce((u,p)=>u+p,0),i=yn(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${k} name="Storage">${e.storage}<//>
      <${k} name="Latest round">${l==null?"none yet":`${ze(l)} ago`}<//>
      <${k} name="In queues">${s-i}<//>
      <${k} name="Deliveries waiting">${e.waiting}<//>
      <${k} name="Longest waiting"><${w} at=${wa(t)} show="ago" /><//>
      <${k} name="Longest overdue">${e.oldest_due_seconds?ze(e.oldest_due_seconds):"nothing"}<//>
      <${k} name="Poison messages">${i}<//>
    </dl>
  </section>`}function wa(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var ka=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${g(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.name}<//></a>
      <span class="muted host"><${y}>${Tt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>wt[e.status.state].rank,cell:e=>a`<${Fo} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>ir(e.activity),cell:e=>a`<${xa} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>Ze(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||ga,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${Ca} names=${e.event_types} />`}];function ir({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function xa({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=ir(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${Zo} bars=${Sa(e)} label=${`Last ${kn} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${Ta(r)} failed</span>
  </span>`}function Sa({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/wn)*wn;return Array.from({length:kn},(o,r)=>{let s=t.get(n-(kn-1-r)*wn);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function Ta(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function Ca({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span class="types">${t}</span>`:a`<span class="types" title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function Oa({rows:e}){let[t]=O(),n=e.filter(o=>Ra(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Ea(n.length,e.length)}</span></h2>
    <${te} label="Filter the webhooks" clear=${["q","state"]}>
      <${re} name="q" label="Search" placeholder="Name, host, type or id" />
      <${ne} name="state" label="State" any="Every state" options=${Da(e)} />
    <//>
    ${n.length>0?a`<${de} caption="Webhooks" columns=${ka} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Ea(e,t){return e===t?`${t}`:`${e} of ${t}`}function Da(e){return Object.entries(wt).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function Ra(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var Sn="relay-job ",Fa=3,xn=new Set([]),z=new U({});function lr(e){let t=z.value[e];if(t)return t;let n=Ia(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return z.set({...z.value,[e]:r}),r}function At(e,t){return tt(e,{...t,done:0,state:"running"}),Cn(e)}function Tn(e){let t=z.value[e];t?.state==="running"&&tt(e,{...t,state:"stopped"})}function cr(e){let{[e]:t,...n}=z.value;z.set(n),he("sessionStorage",Sn+e,"")}async function Cn(e){let t=z.value[e];if(!t||(tt(e,{...t,state:"running",failure:void 0}),xn.has(e)))return;xn.add(e);let n=t.kind==="recover"?Fa:Number.POSITIVE_INFINITY,o=0;for(;z.value[e]?.state==="running"&&o<n;)o=await Na(e)===0?o+1:0;xn.delete(e),Tn(e)}async function Na(e){let t=z.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await I("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=z.value[e];return s&&tt(e,La(s,o,r)),r}catch(n){let o=je(n),r=t.lost||o.status===0;return z.value[e]&&tt(e,{...t,state:"stopped",failure:o,lost:r}),0}}function La(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function tt(e,t){z.set({...z.value,[e]:t});let{failure:n,...o}=t;he("sessionStorage",Sn+e,JSON.stringify(o))}function Ia(e){try{return JSON.parse(Ne("sessionStorage",Sn+e)??"null")??void 0}catch{return}}var Ma=864e5,Aa={do:void 0,from:void 0,to:void 0,states:void 0};function pr(){Ie({do:"recover"})}function fr({webhook:e,path:t}){let[n,o]=O(),[r]=b(()=>Date.now()),s=n.from??new Date(r-Ma).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},p=W(h=>I("POST",`${t}/recover`,{...u,dry_run:!0},h)),[c,$]=b(void 0);T(()=>$(void 0),[s,i,n.states]);let f=()=>o(Aa);async function d(h){h.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await p.run())}function m(){if(!c)return;let h=[s,i].map(_=>Ce(new Date(_),!1)).join(" to ");At(t,{kind:"recover",title:`Recovering what was received from ${h}`,body:u,total:c.matching,isMore:c.more}),f()}return a`<${K} title="Recover deliveries" onClose=${f}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${ur} label="Received from" at=${s} error=${p.failure?.about("since")} onChange=${h=>o({from:h})} />
        <${ur} label="Until" at=${i} error=${p.failure?.about("until")} onChange=${h=>o({to:h})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${dr} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${dr} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${p.failure} />
      <p role="status">${c&&On(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${m}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${p.busy}>${p.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${f}>Cancel</button>
      </div>
    </form>
  <//>`}function On({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function ur({label:e,at:t,error:n,onChange:o}){return a`<${q} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${bn(t)}
      onChange=${s=>{let i=vn(s.currentTarget.value);i&&o(i)}}
    />`}
  <//>`}function dr({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<label class="check">
    <input type="checkbox" checked=${r} disabled=${s} onChange=${i} />
    ${n}
  </label>`}var Pa="relay.";function $r(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Pa)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function Pe(e,t){let n=t.filter(({example:o})=>o!==void 0);return{wanted:n.filter(({name:o})=>$r(e,o)),others:n.filter(({name:o})=>!$r(e,o))}}function hr({webhook:e,path:t,onSent:n,onClose:o}){let r=E(f=>D("/api/event-types",{},f),[]),[s,i]=b(""),{wanted:l,others:u}=Pe(e.event_types,r.data??[]),p=s||([...l,...u][0]?.name??""),c=W(f=>I("POST",`${t}/send-example`,{event_type:p},f));async function $(f){f.preventDefault(),await c.run()&&(j(`An example of ${p} is on its way.`),n(),o())}return a`<${K} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${q} label="Event type" error=${c.failure?.about("event_type")}>
        ${f=>a`<select
          id=${f.id}
          aria-describedby=${f.describedBy}
          value=${p}
          onChange=${d=>i(d.currentTarget.value)}
        >
          ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(mr)}</optgroup>`}
          ${u.length>0&&a`<optgroup label="Others">${u.map(mr)}</optgroup>`}
        </select>`}
      <//>
      <${x} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!p}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function mr({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function _r({webhook:e,path:t,onSent:n,reload:o}){let[r]=O(),[s,i]=b(!1),l=W(f=>I("POST",`${t}/ping`,void 0,f)),u=W(f=>I("POST",`${t}/enable`,void 0,f)),{enabled:p}=e;async function c(){await l.run()&&(j("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(j("The webhook is enabled."),o())}return a`<div class="actions">
      ${!p&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!p} onClick=${c}>Ping</button>
      <button type="button" disabled=${!p} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${pr}>Recover …</button>
      <a href=${g(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,u].map(({failure:f},d)=>f&&a`<div class="wide" key=${d}><${x} failure=${f} /></div>`)}
    ${s&&a`<${hr} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${fr} webhook=${e} path=${t} />`}`}var De=["state","type","status","event","range","since","until"];function He(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:Xe(e),until:e.until}}function br(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function En(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${Me[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function vr({types:e}){let t=Object.entries(Me).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${te} label="Filter the deliveries" clear=${De}>
    <${ne} name="state" label="State" any="Every state" options=${t} />
    <${ne} name="type" label="Type" any="Every type" options=${n} />
    <${_n} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${Ot} />
    <${re} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Ha=["delivered","waiting","queued","dropped"].map(e=>({key:e,...Me[e]})),Wa=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function gr({path:e,changes:t}){let[n]=O(),o=De.filter(i=>i!=="event").map(i=>n[i]),r=E(i=>D(`${e}/delivery-summary`,Ua(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${Ba} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${qa} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Ua(e){let{event_id:t,...n}=He(e);return n}function Ba({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function qa({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${ee(n)}, p95 ${ee(o)}`;return a`<div class="card"><${er} title="Outcomes, by when received" buckets=${t} series=${Ha} /></div>
    <div class="card"><${tr} title=${r} buckets=${t} series=${Wa} /></div>
    <div class="card"><${nr} title="Latest answers and errors" rows=${e.results.map(Ka)} /></div>`}function Ka({result:e,text:t,count:n}){let o=Number(e),r=o?`HTTP ${e}`:e,s=Oe(o)?"good":e==="unknown"?"off":"bad";return{label:r,count:n,tone:s,note:t.replace(/^the receiver answered \d+ ?/,"")}}var Va=25,ja=100,Ja=5e3;function nt(e){return`${e.event_id} ${e.received_at}`}function Pt(e,t,n){let o=[e,n,...De.map(m=>t[m])],r=`${e}/deliveries`,s=M([]),i=E((m,h)=>h?Qa(r,t,{before:h,rows:s.current},m):Ga(r,t,m),o,{refresh:!0}),{first:l,updates:u}=i.data??yr,p=Dt(l,(m,h)=>wr(r,t,m,h)),[c,$]=b([]);T(()=>$([]),[l]);let f=Se(()=>[...c,...l.deliveries,...p.pages.flatMap(h=>h.deliveries)].map(h=>u.get(nt(h))??h),[l,p.pages,c,u]);s.current=f;let d=Se(()=>Za(u,f,t),[u,f]);return{rows:f,fresh:d.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():$([...d,...c]),older:p,loaded:i}}var yr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function Ga(e,t,n){return{...yr,updates:new Map,first:await wr(e,t,void 0,n)}}function wr(e,t,n,o){return Et(r=>D(e,{...He(t),limit:Va,cursor:r},o),r=>r.deliveries,n)}async function Qa(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&Ya(o)||za(o),l={...i,limit:ja,with_status:!0},u=await D(e,l,r),p=new Map(n.updates);for(let f of u.deliveries)p.set(nt(f),f);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>Ht(o);return{first:n.first,updates:p,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function Ht(e){return e[0]?.received_at??""}function za(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>kr(r)&&r.received_at>=t).at(-1)?.received_at??Ht(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-Ja)).toISOString()}}function Ya(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>kr(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:Ht(r)}}function kr(e){return e.state==="waiting"||e.state==="queued"}function Za(e,t,n){let o=new Set(t.map(nt)),r=Ht(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&br(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Wt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=M(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:p,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${vr} types=${ei(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${Xa(e)}</button>`}
    </div>
    ${u?a`<${x} failure=${p} retry=${r} /><${ti} known=${e} webhookId=${t} loading=${c} />`:a`<${F} of=${e.loaded} what="the deliveries" />`}
  </section>`}function Xa({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function ei(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function ti({known:e,webhookId:t,loading:n}){let[o]=O(),{rows:r,older:s}=e,l=De.some(u=>o[u])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${de}
          caption="Deliveries, newest first"
          columns=${ni(t)}
          rows=${r}
          rowKey=${nt}
        />`:a`<${G} title=${s.cursor?"Nothing was found so far.":l} />`}
    <${Rt} following=${s} label="Older" />
  </div>`}function ni(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${g(C("webhooks",e,"deliveries",t.event_id))} class="id"><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${oi} row=${t} />`},{key:"last",label:"Latest attempt",cell:({last_attempt:t,held:n})=>a`<${kt} attempt=${t} none=${n?"held back":"none yet"} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function oi({row:e}){return a`<span class="state">
    <${_e} state=${e.state} />
    <span class="why">
      ${e.reason&&be(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function xr({id:e,name:t,path:n}){let[o]=O(),[r,s]=b(0),i=me(()=>s(c=>c+1),[]),l=Pt(n,o,r),{data:u,failure:p}=l.loaded;return a`<${H} title=${t} of=${e} />
    ${u?a`<${ri} id=${e} />
          <${Wt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:p?.status===404?a`<${si} />`:a`<${F} of=${l.loaded} what="what is kept of its deliveries" />`}`}function ri({id:e}){let t=g(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function si(){return a`<${G} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${g("")}>To the overview</a></p>
  <//>`}function Sr({path:e,onEnd:t}){let o=R(z)[e];T(()=>{lr(e)},[e]);let r=M(o?.state);return T(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${y}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${ai(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${ii} job=${o} path=${e} /></div>
  </section>`:null}function ai(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function ii({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>Tn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>Cn(t)}>Go on</button>`}
    <button type="button" onClick=${()=>cr(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function Tr({webhook:e,path:t}){let[n]=O(),o=()=>Ie({do:void 0});return a`<button type="button" onClick=${()=>Ie({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(En(n)?a`<${ci} webhook=${e} path=${t} onClose=${o} />`:a`<${li} onClose=${o} />`)}`}function li({onClose:e}){return a`<${K} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function ci({webhook:e,path:t,onClose:n}){let[o]=O(),[r]=b(()=>ui(He(o))),s=E(p=>I("POST",`${t}/resend`,{...r,dry_run:!0},p),[t]),i=s.data,l=En(o);function u(){if(!i)return;let p=`Sending again: ${l}`;At(t,{kind:"resend",title:p,body:r,total:i.matching,isMore:i.more}),n()}return a`<${K} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${y}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${On(i)}</p>`:a`<${F} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function ui(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var ot={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var Cr={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function Or(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?JSON.stringify(e.filter,null,2):""}}function Ut(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...Dr(e),headers:e.headers.length>0?Rr(e.headers):void 0,max_in_flight:We(e.inFlight),rate_per_second:We(e.rate),filter:rt(e.filter)}}function Er(e,t){return{...ve(e,t,"name","name",e.name),...ve(e,t,"url","url",e.url.trim()),...ve(e,t,"types","event_types",e.types),...ve(e,t,"format","message_format",e.format),...ve(e,t,"signing","signing",e.signing),...Dr(e),...e.replaceHeaders?{headers:Rr(e.headers)}:{},...ve(e,t,"inFlight","max_in_flight",We(e.inFlight)??0),...ve(e,t,"rate","rate_per_second",We(e.rate)??0),...ve(e,t,"filter","filter",rt(e.filter)??null)}}function ve(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function Dr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function Rr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function We(e){if(e.trim()==="")return;let t=Number(e);return Number.isNaN(t)?e:t}function rt(e){return e.trim()===""?void 0:JSON.parse(e)}function Bt({secret:e,onClose:t}){let[n,o]=b(!1),r=vt("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${K} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${le} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function Fr({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=b(""),[i,l]=b("24"),[u,p]=b(""),c=W(m=>I("POST",`${t}/rotate-secret`,di(r,i),m));async function $(m){m.preventDefault();let h=await c.run();if(h){if(h.secret_token)return p(h.secret_token);j("The secret is replaced."),f()}}function f(){o(),n()}if(u)return a`<${Bt} secret=${u} onClose=${f} />`;let{failure:d}=c;return a`<${K} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${q} label="New secret" hint="Leave it empty to have one made, which is shown once." error=${d?.about("secret_token")}>
        ${m=>a`<input
          id=${m.id} type="password" autocomplete="off" spellcheck=${!1}
          aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
          value=${r}
          onInput=${h=>s(h.currentTarget.value)}
        />`}
      <//>
      <${q} label="Hours that the old secret signs too" hint="0 to 168" error=${d?.about("grace_period_hours")}>
        ${m=>a`<input
          id=${m.id} inputmode="decimal" aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
          value=${i}
          onInput=${h=>l(h.currentTarget.value)}
        />`}
      <//>
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function di(e,t){return{secret_token:e||void 0,grace_period_hours:We(t)}}function Nr({webhook:e,path:t,reload:n}){let[o,r]=b(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${pi} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${Fr} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${fi} webhook=${e} path=${t} onClose=${s} />`}`}function pi({webhook:e,path:t,reload:n,onClose:o}){let r=W(l=>I("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(j("The webhook is disabled."),n(),o())}return a`<${K} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function fi({webhook:e,path:t,onClose:n}){let[o,r]=b(""),s=W(p=>I("DELETE",t,void 0,p)),i=Z(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(p){p.preventDefault(),l&&await s.run()&&(j("The webhook is deleted."),Te(g("")))}return a`<${K} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${u}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${q} label=${a`Type its name to confirm: <${y}>${i}<//>`}>
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
  <//>`}function Lr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${$i(e)}</span></summary>
      <dl class="facts">
        <${k} name="URL, without its query"><code><${y}>${e.url}<//></code><//>
        <${k} name="Id"><${le} text=${e.webhook_id} what="the webhook's id" /><//>
        <${k} name="Message format">${ot[e.message_format]?.label??e.message_format}<//>
        <${k} name="Secret"><${hi} webhook=${e} /><//>
        ${e.public_key&&a`<${k} name="Public key (ed25519)"><${le} text=${e.public_key} what="the public key" /><//>`}
        <${k} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${k} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${k} name="Made"><${w} at=${e.created_at} /><//>
        <${k} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${mi} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${yt(r)} what="the filter" /></div>`}
      <${Nr} webhook=${e} path=${t} reload=${n} />
    </details>`}function $i(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,ot[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function mi({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${g(C("event-types",e))} class="tag">${e}</a> `}function hi({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function Mr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=fn(t);return a`<section class=${`card situation ${n}`} aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone=${n}>${o}<//></div>
    <div>${_i[t.state](t,e)}</div>
    <dl class="facts">
      <${k} name="Waiting">${Ze(t)}<//>
      ${t.oldest_waiting_at&&a`<${k} name="Oldest waiting"><${w} at=${t.oldest_waiting_at} show="ago" /><//>`}
      ${t.last_failure_at&&a`<${k} name="Last failure"><${w} at=${t.last_failure_at} show="ago" /><//>`}
      <${k} name="Last success"><${w} at=${t.last_success_at} show="ago" /><//>
    </dl>
  </section>`}var _i={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${Ir(e)} ${qt(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${Ir(e)} ${qt(e,"The next attempt is due")}
    </p>
    <${Dn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${qt(e,"The next try is due")}
    </p>
    <${Dn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${qt(e,"The next attempt is due")}
    </p>
    <${Dn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${y}>${bi(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${vi(t)}</p>`};function Dn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=xt(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function Ir(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${Ze(e)} deliveries wait.`:""}function qt(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function bi(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function vi({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function Ar({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=E(c=>D(n,{},c),[n]),r=o.data,[s,i]=b(0),l=me(()=>i(c=>c+1),[]),u=Ct(l,[1500]),p=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>`;return o.failure?.status===404?a`${p}<${xr} id=${t} name=${r?.name??t} path=${n} />`:a`${p}
    <${H} title=${r?r.name:"Webhook"} of=${r?Tt(r.url):t}>
      ${r&&a`<${_r} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${gi} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${F} of=${o} what="the webhook" />`}`}function gi({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=O(),i=Pt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[p,c]=b(void 0),[$,f]=b(0),d=p?.of===e?yi(e,p.status):e.status;function m(){o(),r()}return T(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),T(()=>{u&&r()},[u]),a`<p class="url"><${y}>${e.url}<//></p>
    <${Mr} webhook=${{...e,status:d}} />
    <${Lr} webhook=${e} path=${t} reload=${r} />
    <${Sr} path=${t} onEnd=${m} />
    <${gr} path=${t} changes=${n+$} />
    <${Wt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>f(h=>h+1)}
      reload=${o}
    >
      <${Tr} webhook=${e} path=${t} />
    <//>`}function yi(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function oe(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(Pr(n.field,t))).map(n=>{let o=Pr(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function Pr(e,t){return e.startsWith(t)?e.slice(t.length):""}function Re({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${q} label=${e} hint=${o} error=${r}>
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
  <//>`}function st({legend:e,value:t,onChange:n,choices:o,error:r}){let s=J();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}var wi=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Hr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${q}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${Fe(e)||n}
    >
      ${i=>a`<textarea
        id=${i.id}
        class="json"
        spellcheck=${!1}
        placeholder=${wi}
        aria-describedby=${i.describedBy}
        aria-invalid=${i.invalid}
        value=${e}
        onInput=${l=>t(l.currentTarget.value)}
      ></textarea>`}
    <//>
    ${o&&a`<${ki} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function Fe(e){try{return rt(e),""}catch(t){return`This is not JSON: ${t instanceof Error?t.message:t}`}}function ki({path:e,filter:t,types:n,chosen:o}){let{wanted:r,others:s}=Pe(o,n),i=r.length>0?r:s,[l,u]=b(""),[p,c]=b(void 0),$=i.find(({name:_})=>_===l)??i[0],f=p??JSON.stringify($?.example??{},null,2),d=W(_=>I("POST",`${e}/filter/try`,{filter:rt(t)??null,event_type:$?.name,event:JSON.parse(f)},_)),[m,h]=b(void 0);return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${q} label="Event type">
        ${_=>a`<select id=${_.id} value=${$?.name}
          onChange=${S=>{u(S.currentTarget.value),c(void 0)}}>
          ${i.map(({name:S})=>a`<option key=${S} value=${S}>${S}</option>`)}
        </select>`}
      <//>
    </div>
    <${q} label="Its payload" error=${Fe(f)}>
      ${_=>a`<textarea id=${_.id} class="json" spellcheck=${!1} value=${f}
        aria-describedby=${_.describedBy} aria-invalid=${_.invalid}
        onInput=${S=>c(S.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${d.busy||!$||!!(Fe(f)||Fe(t))}
      onClick=${async()=>h(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${m&&a`<${xi} result=${m} />`}</div>
  </details>`}function xi({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${V} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${V} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${y}>${`${o.operator} ${o.key}`}<//></code>
          <span class="muted"><${y}>${o.text}<//></span>
        </li>`)}
    </ul>`}function Wr({draft:e,stored:t,change:n,error:o}){let r=J(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${o&&a`<p class="error" id=${`${r}-error`}>${o}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(l=>a`<code key=${l} class="tag">${l}</code> `)}</p>
      <label class="check">
        <input type="checkbox" checked=${i}
          onChange=${l=>n({replaceHeaders:l.currentTarget.checked})} />
        Replace all of them: their values have to be given again
      </label>`}
    ${(i||t.length===0)&&a`<${Si} headers=${s} onChange=${l=>n({headers:l,replaceHeaders:!0})} />`}
  </fieldset>`}function Si({headers:e,onChange:t}){function n(o,r){t(e.map((s,i)=>i===o?{...s,...r}:s))}return a`${e.map((o,r)=>a`<div class="header-row" key=${r}>
        <input aria-label=${`Name of header ${r+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${o.name}
          onInput=${s=>n(r,{name:s.currentTarget.value})} />
        <input aria-label=${`Value of header ${r+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${o.value}
          onInput=${s=>n(r,{value:s.currentTarget.value})} />
        <button type="button" class="quiet" aria-label=${`Remove header ${r+1}`} onClick=${()=>t(e.filter((s,i)=>i!==r))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function Ur({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${st}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Ci(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${Re}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${st}
      legend="Signature"
      value=${e.signing}
      choices=${Ti}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var Ti=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Ci(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Br({body:e,types:t,chosen:n,note:o,ready:r,onFailure:s}){let{wanted:i,others:l}=Pe(n,t),u=i.length>0?i:l,[p,c]=b(""),[$,f]=b(void 0),d=u.find(({name:h})=>h===p)?.name??u[0]?.name,m=W(async h=>{f(void 0),s(void 0);let _=e();try{return await I("POST","/api/webhooks/test",{..._,event_type:d},h)}catch(S){throw S instanceof ae&&s(S),S}});return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${q} label="Example of">
        ${h=>a`<select id=${h.id} value=${d}
          onChange=${_=>c(_.currentTarget.value)}>
          ${u.map(({name:_})=>a`<option key=${_} value=${_}>${_}</option>`)}
        </select>`}
      <//>
    </div>
    <button type="button" disabled=${m.busy||!r} onClick=${async()=>f(await m.run())}>${m.busy?"Trying …":"Try it"}</button>
    <${x} failure=${m.failure} />
    <div role="status" class="trial-result">${$&&a`<${Oi} tried=${$} />`}</div>
  </section>`}function Oi({tried:{attempt:e,request:t}}){let{text:n,todo:o}=ue(e),r=Oe(e.status);return a`<p class="spaced">
      <${V} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${ee(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${hn} sent=${t} file="request.txt" />
    </details>`}function qr({types:e,chosen:t,onChange:n,error:o}){let[r,s]=b(""),i=J(),l=e.data??[],u=r.toLowerCase(),p=l.filter(({name:$,description:f})=>`${$} ${f}`.toLowerCase().includes(u));function c($,f){let d=t.filter(m=>!$.includes(m));n(f?[...d,...$]:d)}return a`<fieldset class="types-field" aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Ei} chosen=${t} onRemove=${$=>c([$],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${$=>$.key==="Enter"&&$.preventDefault()}
          onInput=${$=>s($.currentTarget.value)} />
      </div>
      <${Di} known=${Li(l)} onAdd=${$=>c([$],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${F} of=${e} what="the event types" />
      ${e.data&&p.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...Fi(p)].map(([$,f])=>a`<${Ri} key=${$} name=${$} members=${f} chosen=${t} set=${c} />`)}
    </div>
  </fieldset>`}function Ei({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function Di({known:e,onAdd:t}){let[n,o]=b(""),r=J();function s(){n.trim()&&t(n.trim()),o("")}return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${n}
        onKeyDown=${i=>{i.key==="Enter"&&(i.preventDefault(),s())}}
        onInput=${i=>o(i.currentTarget.value)} />
      <datalist id=${`${r}-known`}>${e.map(i=>a`<option key=${i} value=${i} />`)}</datalist>
      <button type="button" disabled=${!n.trim()} onClick=${s}>Add</button>
    </div>
  </div>`}function Ri({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=J();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${y}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${Z(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<label class="check" key=${l.name} title=${Z(l.description)}>
        <input type="checkbox" checked=${n.includes(l.name)}
          onChange=${u=>o([l.name],u.currentTarget.checked)} />
        ${l.name}
      </label>`)}
  </div>`}function Fi(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Ni(r);t.set(s,[...t.get(s)??[],r])}return t}function Ni({name:e,family:t,group:n}){return t==="own"?n??"Own types":t==="singularity"?"Singularity":e.split("_")[0]??e}function Li(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function Kr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=b(()=>e?Or(e):Cr),[i,l]=b(s),[u,p]=b(void 0),c=E(v=>D("/api/event-types",{},v),[]),$=W(v=>n(i,s,v)),f=M(null),d=$.failure??u,m=JSON.stringify(i)!==JSON.stringify(s),h=vt("Leave the form? What you have changed is lost.",m);Mi(f,d);let _=v=>l(N=>({...N,...v}));async function S(v){if(v.preventDefault(),Fe(i.filter))return f.current?.querySelector("textarea")?.focus();p(void 0);let N=await $.run();N&&(h(),o(N))}return a`<form class="form" ref=${f} onSubmit=${S} novalidate>
    <${x} failure=${$.failure} />
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Re} label="Name" value=${i.name} error=${oe(d,"name")} onInput=${v=>_({name:v})} />
      <${Re} label="URL" value=${i.url} error=${oe(d,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${v=>_({url:v})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${qr} types=${c} chosen=${i.types} error=${oe(d,"event_types")} onChange=${v=>_({types:v})} />
      <${Hr} value=${i.filter} error=${oe(d,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${v=>_({filter:v})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${st} legend="Message format" value=${i.format} error=${oe(d,"message_format")}
        choices=${Object.entries(ot).map(([v,N])=>({value:v,...N}))}
        onChange=${v=>_({format:v})} />
      <${Ur} draft=${i} webhook=${e} change=${_} error=${oe(d,"secret_token")} signingError=${oe(d,"signing")} />
      <${Wr} draft=${i} stored=${e?.headers??[]} change=${_} error=${oe(d,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Re} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${oe(d,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${v=>_({inFlight:v})} />
        <${Re} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${oe(d,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${v=>_({rate:v})} />
      </div>
    </section>
    </div>
    <${Br} body=${()=>Ii(i)} ready=${!Fe(i.filter)} types=${c.data??[]} chosen=${i.types} onFailure=${p}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function Ii(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Ut({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Mi(e,t){T(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Vr(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>
    <${H} title="New webhook" />
    <${Jr}
      done="The webhook is made."
      cancelTo=${g("")}
      save=${(e,t,n)=>I("POST","/api/webhooks",Ut(e),n)}
    />`}function jr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=E(i=>D(n,{},i),[n]),r=o.data,s=g(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${s}><${y}>${r?.name??t}<//></a>
    </nav>
    <${H} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${Jr}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>I("PATCH",n,Er(i,l),u)}
        />`:a`<${F} of=${o} what="the webhook" />`}`}function Jr({done:e,...t}){let[n,o]=b(void 0);function r(s){j(e),Te(g(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Bt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${Kr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var Gr=[{pattern:"",view:ar,part:""},{pattern:"failures",view:zo,part:"failures"},{pattern:"events",view:Go,part:"events"},{pattern:"events/:event",view:Qo,part:"events"},{pattern:"new-webhook",view:Vr,part:""},{pattern:"webhooks/:webhook/edit",view:jr,part:""},{pattern:"webhooks/:webhook",view:Ar,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:Po,part:""},{pattern:"event-types",view:qo,part:"event-types"},{pattern:"event-types/:name",view:Vo,part:"event-types"}],Kt=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function Qr(){return R(Ge)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{ho(),j("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${_t}>Enter a key</button>`}function zr(){let{wanted:e,refused:t}=R(Je);return e?a`<${Ai} refused=${t} />`:null}function Ai({refused:e}){let[t,n]=b(""),[o,r]=b(!1);function s(i){i.preventDefault(),t.trim()&&mo(t,o)}return a`<${K} title="Key" onClose=${cn}>
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
        <button type="button" onClick=${cn}>Go on without</button>
      </div>
    </form>
  <//>`}var Yr="relay-shortcuts",Fn="g",Zr=[{keys:"/",does:"move to the search field",act:Pi},...Kt.map(({path:e,label:t,key:n})=>({keys:`${Fn} ${n}`,does:t.toLowerCase(),act:()=>Te(g(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>ce.set(!ce.value)},{keys:"?",does:"this help",act:Ln}],Nn=new U(!1);function Ln(){Nn.set(!0)}function Pi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function Xr(){let e=R(Nn),t=R(In);return e?a`<${K} title="Keyboard" onClose=${()=>Nn.set(!1)}>
    <dl class="keys">
      ${Zr.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${t} onChange=${()=>Hi(!t)} />
      Keys of one letter work outside of fields
    </label>
  <//>`:null}var In=new U(Ne("localStorage",Yr)!=="off");function Hi(e){In.set(e),he("localStorage",Yr,e?"on":"off")}var Rn=!1;document.addEventListener("keydown",e=>{if(!Wi(e))return;let t=Rn?[`${Fn} ${e.key}`,e.key]:[e.key];Rn=e.key===Fn&&!Rn;let n=Zr.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Wi(e){return e.ctrlKey||e.metaKey||e.altKey||!In.value?!1:!Ui(e.target)&&!document.querySelector("dialog[open]")}function Ui(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var Mn=6e4,Bi=3*Mn,qi={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function es({part:e,children:t}){return ji(),a`
    <a class="skip" href="#main" onClick=${Ki}>Skip to the content</a>
    <${Gi} />
    <header class="top">
      <a class="brand" href=${g("")}><${Vi} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${Kt.map(n=>a`<a key=${n.path} href=${g(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${Ji} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${Ro} />
      <${Qr} />
      <button type="button" class="quiet" onClick=${Ln}>Keyboard help</button>
    </footer>
    <${zr} />
    <${Xr} />
    <${Co} />
  `}function Ki(e){e.preventDefault(),document.getElementById("main")?.focus()}function Vi(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function ji(){T(()=>{let e=new AbortController;function t(){let o=Ft.value,r=o&&Date.now()-o.at<Mn;document.hidden||r||Q.value.path===""||Nt(e.signal).catch(()=>{})}t();let n=setInterval(t,Mn/4);return()=>{e.abort(),clearInterval(n)}},[])}function Ji(){let e=R(Ft),t=R(Ye);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>Bi?qi:Lt(e.health);return a`<a class="relay" href=${g("")} title=${r}><${V} tone=${n}>${o}<//></a>`}function Gi(){let e=R(Le),[t,n]=b(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return T(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function Qi(e){for(let t of Gr){let n=ko(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function zi(){let{path:e}=R(Q),t=Qi(e);return a`<${es} part=${t?.route.part}>
    <${Yi} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${Zi} />`}
    <//>
  <//>`}function Yi({children:e}){let[t]=uo(n=>reportError(n));return t?a`<${H} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function Zi(){return a`<${H} title="No such page" />
    <${G} title="This address leads nowhere."><p><a href=${g("")}>To the overview</a></p><//>`}var An=document.getElementById("app");An&&(An.textContent="",lo(a`<${zi} />`,An));
