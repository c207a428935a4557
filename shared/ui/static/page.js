/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
function ct(e,t){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)]));return o.size>0?`${e}?${o}`:e}var no=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,no(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},Kn=new Map;function rs(e){var t=Kn.get(this);return t||(t=new Map,Kn.set(this,t)),(t=no(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],p=function(f){s===1&&(f||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,f,i):s===3&&(f||i)?(u.push(3,f,i),s=2):s===2&&i==="..."&&f?u.push(4,f,0):s===2&&i&&!f?u.push(5,0,!0,i):s>=5&&((i||!f&&s===5)&&(u.push(s,0,i,r),s=6),f&&(u.push(s,f,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&p(),p(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(p(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(p(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return p(),u})(e)),t),arguments,[])).length>1?t:t[0]}var N,oo,ss,fe,Yt,$t,ro,dt,so,nn,Zt,as,Ve=Symbol.for("pv"),mt={},ht=[],is=/^m(i|n|o|s|text|space)$/,on=Array.isArray,rn=ht.slice,xe=Object.assign;function ke(e){e&&e.parentNode&&e.remove()}function ls(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?rn.call(arguments,2):n),Be(e,i,o,r,null)}function Be(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ve,__v:r||++oo,__i:-1,__u:0};return!r&&N.vnode&&N.vnode(s),s}function _t(e){return e.children}function pt(e,t){this.props=e,this.context=t,this.__g=0}function $e(e,t){if(t==null)return e.__&&$e(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:$e(e)}function cs(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=xe({constructor:Ve},n)).__v=n.__v+1,N.vnode&&N.vnode(t),sn(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||$e(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,po(r,t,s),n.__=n.__e=null,t.__e!=o&&ao(t))}function ao(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),ao(e)}function Vn(e){(8&e.__g||(e.__g|=8,fe.push(e),$t++))&&Yt==N.debounceRendering||((Yt=N.debounceRendering)||queueMicrotask)(io)}function io(){try{for(var e,t=1;fe.length;)fe.length>t&&fe.sort(ro),e=fe.shift(),t=fe.length,8&e.__g&&cs(e)}finally{($t=fe.length)&&(Yt||queueMicrotask)(io)}}function lo(e,t,n,o,r,s,i,l,u,p,c){var $,f,d,h,m,_,S=o.__k||ht,v=t.length;for(u=us(n,t,S,u,v),$=0;$<v;$++)(d=n.__k[$])!=null&&(f=~d.__i&&S[d.__i]||mt,d.__i=$,_=sn(e,d,f,r,s,i,l,u,p,c),h=d.__e,(f.ref!=d.ref||8&f.__u)&&(f.ref&&an(f.ref,null,d,f),d.ref&&c.push(d.ref,d.__c||h,d)),m=m||h,4&d.__u?(u=co(d,u,e,!f.__v),f.__e&&(f.__e=null)):typeof d.type=="function"&&_!==void 0?u=_:h&&(u=h.nextSibling),d.__u&=-21);return n.__e=m,u}function us(e,t,n,o,r){var s,i,l,u,p,c,$,f,d,h=n.length,m=h,_=0,S=0,v=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=v[s]=Be(null,i):on(i)?i=v[s]=Be(_t,{children:i}):i.constructor===Ve&&i.__b?i=v[s]=Be(i.type,i.props,i.key,i.ref,i.__v):v[s]=i,u=s+_,i.__=e,i.__b=e.__b+1,l=null,~(p=i.__i=ds(i,n,u,m))&&(m--,(l=n[p])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,p==u-1?_--:p==u+1?_++:p!=u&&(p>u?_--:_++,S=1)):(~p||(r>h?_--:r<h&&_++),typeof i.type!="function"&&(i.__u|=4))):v[s]=null;if(S){for(c=[],$=[],s=0;s<r;s++)if((i=v[s])&&16&i.__u){for(_=0,f=c.length;_<f;)c[d=_+f>>1]<i.__i?_=d+1:f=d;c[_]=i.__i,$[s]=_+1}for(_=c.length;s--;)$[s]&&($[s]==_?_--:v[s].__u|=4)}if(m)for(s=0;s<h;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=$e(l)),ln(l,l));return o}function co(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=co(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=$e(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function ds(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function jn(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function ut(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||jn(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||jn(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=Zt[t]||(Zt[t]=ps(t)),(e.__a||(e.__a={}))[t]=nn,s=t!=(t=t.replace(so,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function ps(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[dt]==null)t[dt]=nn++;else if(t[dt]<this.__a[e])return;return n(N.event?N.event(t):t)}}}function sn(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,h,m,_,S,v,F,A,zt,Bn,lt,ye,qn,pe,we,se=t.type;if(t.constructor!==Ve)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=ft(c,s):s.push(c),l=s[0]||l),(c=N.__b)&&c(t);e:if(typeof se=="function"){f=i.length;try{if(S=t.props,v=(c=se.prototype)&&c.render,F=(c=se.contextType)&&o[c.__c],A=c?F?F.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(v?t.__c=d=new se(S,A):(t.__c=d=new pt(S,A),d.constructor=se,d.render=$s),F&&F.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),v&&(d.__s||(d.__s=d.state),se.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=xe({},d.__s)),xe(d.__s,se.getDerivedStateFromProps(S,d.__s)))),h=d.props,m=d.state,d.__v=t,n.__c){if(S!==h&&v&&!se.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(S,A),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(S,d.__s,A)===!1){t.__v!=n.__v&&(d.props=S,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(X){X&&(X.__=t)}),ht.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=$e(n);break e}d.componentWillUpdate&&d.componentWillUpdate(S,d.__s,A),v&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(h,m,_)})}else v&&!se.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),v&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=A,d.props=S,d.__P=e,d.__g&=-5,zt=N.__r,Bn=v?25:0;do d.__g&=-9,zt&&zt(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++Bn<25);v&&(ht.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=xe({},o,d.getChildContext())),v&&n.__c&&d.getSnapshotBeforeUpdate&&(_=d.getSnapshotBeforeUpdate(h,m)),lt=c&&c.type===_t&&c.key==null?c.props.children:c,S.__P&&(c=l,r=(e=S.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(X){X&&ln(X,X)}),n.__k=null),l=n.__k?$e(n,0):null),l=lo(e,on(lt)?lt:[lt],t,n,o,r,s,i,l,u,p),S.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(ke),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(X){if(i.length=f,t.__v=null,u||s)if(X&&X.then){if(t.__u|=128|u,s){for(~(pe=s.indexOf(l||void 0))||(pe=s.length);(we=s[pe-1])&&we.nodeType==8;)pe--;for(;pe<s.length;pe++)if(we=s[pe])if(s[pe]=null,ye){if(we==qn)break}else{if(we.nodeType!=8)break;we.data.startsWith("$s")&&(qn=ft(ye=we))}}if(!ye){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;ye=l}(c=ft(ye=t.__c.__z||(t.__c.__z=ye)))?(t.__e=ye,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(ke);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),X&&X.then||uo(t),N.__e(X,t,n)}}else l=t.__e=fs(n.__e,t,n,o,r,s,i,u,p,e);return(c=N.diffed)&&c(t),l}function ft(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function uo(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(uo))}function po(e,t,n){for(var o=0;o<n.length;)an(n[o++],n[o++],n[o++]);N.__c&&N.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){N.__e(s,r.__v)}})}function fs(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,h,m,_,S,v=n.props||mt,F=t.props,A=t.type;if(A=="svg"?r="http://www.w3.org/2000/svg":A=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((h=s[c])&&(A?h.localName==A:h.nodeType==3)){e=h,s[c]=null;break}}if(!e){if(S=p.ownerDocument||document,!A)return S.createTextNode(F);e=S.createElementNS(r,A,F.is?F:p),l&&(N.__m&&N.__m(t,s),l=!1),s=null}if(A){if(p=A=="template"&&e.content||e,s=A=="textarea"&&F.defaultValue!=null?null:s&&rn.call(p.childNodes),!l&&s)for(v={},c=0;c<e.attributes.length;c++)v[(h=e.attributes[c]).name]=h.value;for(c in v)h=v[c],c=="dangerouslySetInnerHTML"?f=h:c=="children"||c in F||c=="value"&&"defaultValue"in F||c=="checked"&&"defaultChecked"in F||ut(e,c,null,h,r);for(c in F)h=F[c],c=="children"?d=h:c=="dangerouslySetInnerHTML"?$=h:c=="value"?m=h:c=="checked"?_=h:l&&typeof h!="function"||v[c]===h||ut(e,c,h,v[c],r);$?(l||f&&($.__html==f.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(f&&(e.textContent=""),(A=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&is.test(A))&&(r="http://www.w3.org/1999/xhtml"),lo(p,on(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&$e(n,0),l,u),s&&s.some(ke)),l&&A!="textarea"||(c="value",A=="progress"&&m==null?e.removeAttribute(c):m==null||m===e[c]&&(A!="progress"||m)||ut(e,c,m,v[c],r),c="checked",_!=null&&_!=e[c]&&ut(e,c,_,v[c],r))}else v===F||l&&e.data==F||(e.data=F);return e}function an(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){N.__e(r,n)}}function ln(e,t,n){var o,r,s,i;if(N.unmount&&N.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||an(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){N.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&ln(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=ft(o,s=[]))&&(o==e.__e&&s.some(ke),ke(r),ke(o)),n||ke(e.__e),e.__e=e.__c=e.__=null}function $s(e,t,n){return this.constructor(e,n)}function fo(e,t){var n,o,r,s;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Be(_t,{children:[e]}),r=[],s=[],sn(t,t.__k,o||mt,mt,t.namespaceURI,o?null:t.firstChild?rn.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),po(r,t.__k,s),t.__k.props.children=null}N={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw $t=0,e}},oo=0,ss=function(e){return e!=null&&e.constructor===Ve},pt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=xe({},this.state)),typeof e=="function"&&(e=e(xe({},n),this.props)),e&&(xe(n,e),this.__v&&(t&&this.__k.push(t),Vn(this)))},pt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Vn(this))},pt.prototype.render=_t,fe=[],$t=0,ro=function(e,t){return e.__v.__b-t.__v.__b},dt=Symbol(),so=/(PointerCapture)$|Capture$/i,nn=0,Zt={},as=0;var Se,P,Qt,Jn,Xt=Object.is,Ke=0,$o=[],en=[],B=N,Gn=B.__b,zn=B.__r,Qn=B.diffed,Yn=B.__c,Zn=B.unmount,Xn=B.__;function je(e,t){B.__h&&B.__h(P,e,Ke||t),Ke=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function b(e){return Ke=1,ms(_o,e)}function ms(e,t,n){var o=je(Se++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):_o(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);Xt(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=P,!P.__f)){P.__f=!0;var r=P.shouldComponentUpdate;P.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var p=!1,c=this.props!=s;if(u.__.some(function(f){f.__N&&(p=!0,Xt(f.__[0],f.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return p?$||c:$}return!p||c}}return o.__}function T(e,t){var n=je(Se++,3);!B.__s&&ho(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function M(e){return Ke=5,Te(function(){return{current:e}},[])}function Te(e,t){var n=je(Se++,7);return ho(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function me(e,t){return Ke=8,Te(function(){return e},t)}function mo(e){var t=je(Se++,10),n=b();return t.__=e,P.componentDidCatch||(P.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function J(){var e=je(Se++,11);if(!e.__){for(var t=P.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function hs(){var e;do{for(;e=en.shift();)try{qe(e)}catch(n){B.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=$o.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(qe),t.__h.some(tn),t.__h=[]}catch(n){t.__h=[],B.__e(n,e.__v)}}}while(en.length)}B.__b=function(e){P=null,Gn&&Gn(e)},B.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Xn&&Xn(e,t)},B.__r=function(e){zn&&zn(e),Se=0;var t=(P=e.__c).__H;t&&(Qt==P?P.__h=[]:(t.__h.some(qe),t.__h.some(tn),Se=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Qt=P},B.diffed=function(e){Qn&&Qn(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&to($o.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Qt=P=null},B.__c=function(e,t){t.some(function(n){try{n.__h.some(qe),n.__h=n.__h.filter(function(o){return!o.__||tn(o)})}catch(o){n.__h=[function(){throw o}]}}),Yn&&Yn(e,t)},B.unmount=function(e){Zn&&Zn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,to(en.push(r))}else qe(r)}catch(s){t=s}}),o.__H=void 0,t&&B.__e(t,o.__v))};var eo=typeof requestAnimationFrame=="function";function _s(e){var t,n=function(){clearTimeout(o),eo&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);eo&&(t=requestAnimationFrame(n))}function to(e){e!=1&&Jn==B.requestAnimationFrame||((Jn=B.requestAnimationFrame)||_s)(hs)}function qe(e){var t=P,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),P=t}function tn(e){var t=P;e.__c=e.__(),P=t}function ho(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Xt(n,e[o])})}function _o(e,t){return typeof t=="function"?t(e):t}var a=rs.bind(ls);var U=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function O(e){let[t,n]=b(e.value);return T(()=>(n(e.value),e.watch(n)),[e]),t}function Le(e,t){try{return window[e].getItem(t)}catch{return null}}function he(e,t,n){try{n?window[e].setItem(t,n):window[e].removeItem(t)}catch{}}var un="relay-key",bo=6e4,ae=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}};function Je(e){return e instanceof ae?e:new ae(0,"The page failed",String(e instanceof Error?e.message:e))}var Ie=new U([]),Ge=new U({wanted:!1,refused:!1}),ze=new U(!1),bt="",dn=!1,cn=[];pn(Le("sessionStorage",un)??"");function pn(e){bt=e,ze.set(e!=="")}function vo(e,t){pn(e.trim()),he("sessionStorage",un,t?bt:""),yo(!1)}function fn(){yo(!0)}function vt(){dn=!1,Ge.set({wanted:!0,refused:!1})}function go(){pn(""),he("sessionStorage",un,"")}function yo(e){dn=e,Ge.set({wanted:!1,refused:!1});let t=cn;cn=[];for(let n of t)n()}function L(e,t={},n){return wo("GET",ct(e,t),void 0,n)}function I(e,t,n,o){return wo(e,t,n,o)}async function wo(e,t,n,o){for(;;){let r=bt,s=await vs(e,t,n,r,o);if(s.status!==401)return gs(s);await bs(s,r),o?.throwIfAborted()}}async function bs(e,t){if(t===bt){if(dn){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new ae(e.status,"No key",n)}Ge.set({wanted:!0,refused:t!==""}),await new Promise(n=>cn.push(()=>n(void 0)))}}async function vs(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(bo),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Ie.set([...Ie.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${bo/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new ae(0,"No answer",u)}finally{Ie.set(Ie.value.filter(u=>u!==s))}}async function gs(e){let t=await e.text().catch(()=>""),n=ys(t);if(n instanceof Object&&ko.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??ws(e.status));throw new ae(e.status,o,r,n?.errors??[])}var ko=new WeakMap;function ys(e){try{return JSON.parse(e)}catch{return}}function gt(e,t){return JSON.stringify(JSON.parse(ko.get(e)??"{}",So)[t],null,2)}function xo(e){try{return JSON.stringify(JSON.parse(e,So),null,2)}catch{return e}}function So(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function ws(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var $n=new Set;function mn(){return[...$n].every(({question:e})=>confirm(e))}function yt(e,t){let n=M(()=>{});return T(()=>{if(!t)return;let o={question:e};return $n.add(o),addEventListener("beforeunload",To),n.current=()=>{$n.delete(o),removeEventListener("beforeunload",To)},n.current},[e,t]),()=>n.current()}function To(e){e.preventDefault()}var ks="/ui";function wt(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var z=new U(wt()),ie=Number(history.state?.entry??0);history.replaceState({entry:ie},"");addEventListener("popstate",({state:e})=>{let t=Number(e?.entry??ie+1),n=wt(z.value.visit+(t===ie?0:1));if(n.path!==z.value.path&&!mn())return history.go(ie-t);ie=t,history.replaceState({entry:ie},""),z.set(n)});function g(e,t={}){return ct(`${ks}/${e}`,t)}function C(...e){return e.map(xs).join("/")}function xs(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Ce(e){mn()&&(ie+=1,history.pushState({entry:ie},"",e),z.set(wt(z.value.visit+1)),scrollTo(0,0))}function E(){let{query:e}=O(z);return[e,Me]}function Me(e){let{path:t,query:n}=z.value;history.replaceState({entry:ie},"",g(t,{...n,...e})),z.set(wt(z.value.visit))}function Co(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=Ss(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function Ss(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Ce(n.pathname+n.search))});function H({title:e,of:t,children:n}){let o=M(null),{visit:r}=O(z),s=M(0);return T(()=>{document.title=`${Z(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),T(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${y}>${e}<//></h1>
    ${n}
  </div>`}function V({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}function Oo({text:e,what:t}){let[n,o]=b(!1);T(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{j("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function le({text:e,what:t}){return a`<span class="copyable"><code><${y}>${e}<//></code><${Oo} text=${e} what=${t} /></span>`}function y({children:e}){return a`<bdi>${Z(e)}</bdi>`}var Ts=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=b(!1),i=r?e:e.slice(0,Ts);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${Cs} text=${o} file=${n} what=${t} />`}
      <${Oo} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${Z(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function Cs({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function Z(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function kt(e){return JSON.stringify(e,null,2)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${y}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${y}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${vt}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function D({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function G({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function k({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function K({title:e,onClose:t,children:n}){let o=M(null),r=J();T(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var Qe=new U([]),Eo=0;function j(e,t="good"){Eo+=1;let n=Eo;Qe.set([...Qe.value,{id:n,text:e,tone:t}]),setTimeout(()=>Do(n),t==="bad"?15e3:8e3)}function Do(e){Qe.set(Qe.value.filter(t=>t.id!==e))}function Ro(){let e=O(Qe);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>Do(t.id)}>✕</button>
      </div>`)}
  </div>`}function q({label:e,hint:t,error:n,children:o}){let r=J(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}var Fo=5e3,Ze=new U(Date.now());setInterval(()=>{document.hidden||Ze.set(Date.now())},Fo);document.addEventListener("visibilitychange",()=>{document.hidden||Ze.set(Date.now())});var ce=new U(!1);function hn(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var No={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},Lo={...No,month:"short",day:"numeric"},Es={...Lo,year:"numeric"};function Ee(e,t){let n=hn(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return hn(t,No).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return hn(t,o?Lo:Es).format(e)}var Os=[["d",86400],["h",3600],["min",60],["s",1]];function Ye(e){let t=Math.max(0,Math.round(e));for(let[n,o]of Os)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function ee(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function Ds(e,t){let n=(t-e)/1e3;return Math.abs(n)<Fo/1e3?"now":n>0?`${Ye(n)} ago`:`in ${Ye(-n)}`}function Rs(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=O(ce),o=O(Ze);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=Ds(r.getTime(),o),i=t==="ago"?s:Ee(r,n);return a`<time dateTime=${e} title=${Rs(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function Io(){let e=O(ce),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>ce.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var xt={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function Mo({webhook:e}){let{tone:t,label:n}=_n(e.status);return a`<span class="state">
    <${V} tone=${t}>${n}<//>
    <span class="why">${Fs(e)}</span>
  </span>`}function _n({state:e,waiting:t}){return e==="healthy"&&t?{tone:"warn",label:"Some wait"}:xt[e]}function Xe({waiting:e,waiting_is_capped:t}){return e===void 0?"–":t?`${e}+`:`${e}`}function Fs({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var Ae={queued:{tone:"info",label:"Queued"},waiting:{tone:"warn",label:"Waiting"},delivered:{tone:"good",label:"Delivered"},dropped:{tone:"bad",label:"Dropped"}};function _e({state:e}){let{tone:t,label:n}=Ae[e];return a`<${V} tone=${t}>${n}<//>`}function St({attempt:e,none:t}){return e?a`${ue(e).text}
    <span class="muted">in ${ee(e.duration_ms)}, <${w} at=${e.at} show="ago" /></span>`:a`<span class="muted">${t}</span>`}var Ns={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function be(e){return Ns[e]??e}var Ls={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},Is={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function Oe(e){return e!==void 0&&e>=200&&e<300}function ue({error:e,status:t}){if(e)return Ls[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(Oe(t))return{text:`HTTP ${t}`,todo:""};let n=Is[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function Tt(e){let t=Number(e.replace(/^HTTP /,""));return ue(Number.isInteger(t)?{status:t}:{error:e})}function Ct(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Et(e){try{return new URL(e).host}catch{return e}}function Ao({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${Ms(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${As} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function Ms({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function As({attempt:e,number:t}){let{text:n,todo:o}=ue(e),r=Oe(e.status),s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${ee(e.duration_ms)}</span>
    </p>
    <p>${Ct(s)}.</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${y}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function Po(e,t){return Ps[e.state](e,t)}var Ps={delivered:e=>({tone:"good",sentence:a`${bn(e.last_attempt,"The receiver took it")}${Us(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?Ws(e,t):Hs(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${be(e.reason??"")}
      ${e.last_attempt&&a` The last of ${e.attempts} attempts: ${bn(e.last_attempt)}.`}`,todo:Bs(Ho(e),"When the receiver is well again, resend it.")})};function Hs(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${bn(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:Ho(e)}}function Ws(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function bn(e,t=""){if(!e)return t;let n=e.error_text??ue(e).text;return t?`${t}: ${n}`:n}function Us({attempts:e}){return e>1?`, after ${e} attempts`:""}function Ho({last_attempt:e}){return e?ue(e).todo:""}function Bs(...e){return e.filter(Boolean).join(" ")}var qs=1e4,Ks=3e5;function R(e,t,{refresh:n=!1}={}){let[o,r]=b({loading:!0}),s=M(e),i=M(void 0),l=M(()=>{});s.current=e,T(()=>{let p=new vn(async(c,$)=>{$||r(f=>({...f,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>p.run(!1),p.run(!1),()=>p.stop()},[...t,n]);let u=me(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var vn=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=ze.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(Je(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(qs*2**this.#e,Ks)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function W(e,t=[]){let[n,o]=b({busy:!1}),r=M(void 0);T(()=>()=>{r.current?.abort(),o({busy:!1})},t);async function s(){let i=new AbortController;r.current=i,o({busy:!0});try{let l=await e(i.signal);return o({busy:!1}),l}catch(l){if(i.signal.aborted)return;o({busy:!1,failure:Je(l)});return}}return{...n,run:s}}var Vs=[400,1200,3e3,6e3];function Ot(e,t=Vs){let n=M([]),o=me(()=>n.current.forEach(clearTimeout),[]);return T(()=>o,[]),me(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function Wo({path:e,eventId:t}){let n=R(o=>L(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${gn} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${D} of=${n} what="the request" />`}
  </section>`}function gn({sent:e,file:t}){return a`<div class="sent">
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
    <${Y} text=${xo(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function Uo({path:e,delivery:t,webhook:n,reload:o}){let r=W(p=>I("POST",`${e}/resend`,void 0,p)),s=Ot(o),i=n?.enabled===!1;async function l(){await r.run()&&(j("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var js="The webhook is deleted, so it cannot be sent again.";function Bo({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=R(p=>L(o,{},p),[o],{refresh:!0}),s=R(p=>L(`/api/${C("webhooks",t)}`,{},p),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${g(C("webhooks",t))}><${y}>${l}<//></a>
    </nav>
    <${H} title="Delivery" of=${n}>
      ${u&&!i&&a`<${Uo} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${Js} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${D} of=${r} what="the delivery" />`}`}function Js({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=Po(e,t),l=gt(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div class="situation-state" role="status"><${_e} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${js}</p>`:i&&a`<p class="todo">${i}</p>`}
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
    <${Ao} detail=${e} />
    ${!n&&a`<${Wo} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function ve(){return R(e=>L("/api/event-types",{},e),[])}function Dt(e,t){let n=t.toLowerCase();return e.filter(({name:o,description:r})=>`${o} ${r}`.toLowerCase().includes(n))}function Rt(e,t){let n=new Map,o=e.filter(({family:s})=>s==="own"),r=e.filter(({family:s})=>s!=="own");for(let s of[...o,...r]){let i=t(s);n.set(i,[...n.get(i)??[],s])}return n}function et({family:e,group:t}){return e==="own"?t??"Own types":e==="onefuzz"?"OneFuzz":"Singularity"}function de({caption:e,columns:t,rows:n,rowKey:o,rowClass:r,order:s="",epoch:i=""}){let[l,u]=E(),p=l.sort??s,c=Ys(n,t,p),{settled:$,moved:f,settle:d}=Gs(c,o,`${p} ${i}`),h=p?$:c;return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${e}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t.map(m=>a`<th
              role="columnheader"
              scope="col"
              key=${m.key}
              class=${m.number?"number":""}
              aria-sort=${zs(m.key,p)}
            >
              ${m.sort?a`<button type="button" onClick=${()=>u({sort:Qs(m.key,p,s)})}>
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
  </div>`}function Gs(e,t,n){let[o,r]=b(0),s=Te(()=>new Map(e.map((p,c)=>[t(p),c])),[n,o]),i=p=>s.get(t(p))??e.length+s.size,l=[...e].sort((p,c)=>i(p)-i(c)),u=l.some((p,c)=>p!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function zs(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function Qs(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function Ys(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*Zs(i,l)),s.map(([,i])=>i)}function Zs(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function te({label:e,clear:t=[],children:n}){let[o,r]=E(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function re({name:e,label:t,placeholder:n}){return a`<${yn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function yn({name:e,label:t,input:n={},class:o=""}){let[r,s]=E(),[i,l]=b(r[e]??""),u=M(i),p=J();return T(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),T(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${p}>${t}</label>
    <input
      id=${p}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${c=>{u.current=c.currentTarget.value,l(u.current)}}
    />
  </div>`}function ne({name:e,label:t,any:n,options:o}){let[r,s]=E(),i=J();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${l=>s({[e]:l.currentTarget.value})}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var Ko=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function Ft(){let[e,t]=E(),n=J(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=tt({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${s=>r(s.currentTarget.value)}>
        <option value="">at any time</option>
        ${Ko.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${qo} name="since" label="From" /><${qo} name="until" label="Until" />`}`}function qo({name:e,label:t}){let[n,o]=E(),r=J();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${wn(n[e])}
      onChange=${s=>{o({[e]:kn(s.currentTarget.value)})}}
    />
  </div>`}function wn(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function kn(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function tt(e){let t=Ko.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function Jo(){let[e]=E(),t=ve(),n=Dt(t.data??[],e.q??"");return a`<${H} title="Event types" />
    <${te} label="Filter the event types" clear=${["q"]}>
      <${re} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${Xs} types=${n} />`:a`<${D} of=${t} what="the event types" />`}`}function Xs({types:e}){return e.length===0?a`<${G} title="No event type fits this search." />`:a`${[...Rt(e,et)].map(([t,n])=>a`<section key=${t} aria-label=${Z(t)}>
      <h2><${y}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${g(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${V} tone="warn">Deprecated<//>`}
            <p><${y}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function Go({parameters:e}){let t=e.name??"",n=R(o=>L(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("event-types")}>Event types</a></nav>
    <${H} title=${t}>
      <a href=${g("events",{type:t})} class="button">Events of this type</a>
    <//>
    ${n.data?a`<${ea} type=${n.data} />`:a`<${D} of=${n} what="the event type" />`}`}function ea({type:e}){let[t]=E(),n=e.versions??[],o=n.find(({version:r})=>r===t.version)??n[0]??e;return a`<p class="lead"><${y}>${e.description}<//></p>
    <dl class="facts card">
      <${k} name="Belongs to"><${y}>${et(e)}<//><//>
      ${e.version&&a`<${k} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${k} name="State"><${V} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${k} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${k} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${te} label="Choose a version">
        <${ne} name="version" label="Version" any=${Vo(n[0])}
          options=${n.slice(1).map(r=>({value:r.version,label:Vo(r)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${jo} value=${o.example} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${jo} value=${o.schema} what="the schema" />
    </section>`}function Vo(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function jo({value:e,what:t}){return e===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${kt(e)} what=${t} />`}var ta=8,zo=[];async function Nt(e,t,n){let o=await e(n);for(let r=1;r<ta&&o.cursor&&t(o).length===0;r+=1)o=await e(o.cursor);return o}function Lt(e,t){let[n,o]=b({first:e,pages:zo}),r=n.first===e?n.pages:zo,{cursor:s}=r.at(-1)??e,i=W(u=>t(s,u),[e]);async function l(){let u=await i.run();u&&o({first:e,pages:[...r,u]})}return{pages:r,cursor:s,busy:i.busy,failure:i.failure,load:l}}function It({following:{cursor:e,busy:t,failure:n,load:o},label:r}){return a`<${x} failure=${n} />
    ${e&&a`<button type="button" class="more" disabled=${t} onClick=${o}>${t?"Loading …":r}</button>`}`}var Mt=new U(void 0),xn=new U(new Map);async function At(e){let t=await L("/api/overview",{},e),{relay:n,webhooks:o}=t;return Mt.set({health:n,at:Date.now()}),xn.set(new Map(o.map(r=>[r.webhook_id,r.name]))),t}function Pt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=Sn(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function Sn(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var na=50;function Qo(e,t,n){let o={since:tt(e),until:e.until,event_type:e.type,id_prefix:e.q};return Nt(r=>L("/api/events",{...o,limit:na,cursor:r},n),r=>r.events,t)}var oa=[{key:"id",label:"Event",cell:e=>a`<a href=${g(C("events",e.event_id))} class="id"><code>${e.event_id}</code></a>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function Yo(){let[e]=E(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=R(s=>Qo(e,void 0,s),n),r=ve();return a`<${H} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${te} label="Filter the events" clear=${t}>
      <${re} name="q" label="Event id" placeholder="How the id begins" />
      <${ne} name="type" label="Type" any="Every type" options=${ra(r.data)} />
      <${Ft} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${sa} first=${o.data} query=${e} loading=${o.loading} />`:a`<${D} of=${o} what="the events" />`}`}function ra(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function sa({first:e,query:t,loading:n}){let o=Lt(e,(s,i)=>Qo(t,s,i)),r=[e,...o.pages].flatMap(s=>s.events);return a`<div aria-busy=${n}>
    ${r.length>0?a`<${de} caption="Events, newest first" columns=${oa} rows=${r} rowKey=${s=>s.event_id} />`:a`<${G} title=${o.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${It} following=${o} label="Show more" />
  </div>`}var aa=[{key:"state",label:"State",cell:e=>a`<span class="state"><${_e} state=${e.state} />
      <span class="why">${e.reason?be(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>a`<${St} attempt=${e.last_attempt} none="–" />`},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function Zo({parameters:e}){let t=e.event??"",n=R(o=>L(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("events")}>Events</a></nav>
    <${H} title="Event" of=${t} />
    <p><${le} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${ia} event=${n.data} />`:a`<${D} of=${n} what="the event" />`}`}function ia({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${k} name="Type"><a href=${g(C("event-types",e.event_type))}>${e.event_type}</a><//>
      <${k} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${k} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${k} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${k} name="Instance"><${y}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${de} caption="Outcome at each webhook" columns=${la(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${G} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${gt(e,"event")} what="the payload" />
    </section>`}function la(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${ca} row=${t} eventId=${e} />`},...aa]}function ca({row:e,eventId:t}){let n=O(xn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=g(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<a href=${o} class="strong"><${y}>${r??e.webhook_id}<//></a>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function ua(e){return L("/api/failures",{},e)}function Xo(){let e=R(ua,[],{refresh:!0});return a`<${H} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${fa} list=${e.data} />`:a`<${D} of=${e} what="the failures" />`}`}var da=[{key:"error",label:"What is wrong",sort:e=>nt(e).text,cell:e=>{let{text:t,todo:n}=nt(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<a href=${g(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.webhook_name}<//></a>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<a href=${pa(e)} aria-label=${`${e.count} deliveries: ${nt(e).text}, at ${Z(e.webhook_name)}`}>${e.count}</a>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${_e} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<a href=${g(C("webhooks",e.webhook_id,"deliveries",e.event_id))} aria-label=${`Why: ${nt(e).text}, at ${Z(e.webhook_name)}`}>Why</a>`}];function nt({error:e,error_text:t,reason:n}){return n?{text:be(n),todo:""}:{text:Ct(t),todo:Tt(e).todo}}function pa({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return g(C("webhooks",e),{state:t,status:o})}function fa({list:e}){let[t]=E(),n=e.groups.filter(o=>ma(o,t));return e.groups.length===0?a`<${G} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${te} label="Filter the failures" clear=${["q","state"]}>
      <${re} name="q" label="Search" placeholder="Webhook or error" />
      <${ne} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${de} caption="Failures by webhook and error" columns=${da} rows=${n} rowKey=${$a} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title="No failure fits these filters." />`}`}function $a(e){return`${e.webhook_id} ${e.state} ${e.error}`}function ma(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${nt(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function tr({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=er(o.bad,n,24),i=er(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function er(e,t,n){return e>0?Math.max(2,e/t*n):0}var ha=480,_a=240,Ht=150,De=52,ba=20,Wt=8,Pe=Ht-Wt-ba;function nr(){let e=M(null),[t,n]=b(ha);return T(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(_a,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function or({title:e,buckets:t,series:n}){let o=t.map(u=>ga(u,n)),r=lr(Math.max(1,...o)),[s,i]=nr(),l=(i-De)/Math.max(1,t.length);return a`<${ar} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${ir} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,p)=>{let c=Wt+Pe;return a`<g key=${u.at}>
        ${n.map($=>{let f=(u.values[$.key]??0)/r*Pe;return c-=f,f>0&&a`<rect key=${$.key} class=${$.tone} x=${De+p*l+l*.1} y=${c} width=${l*.8} height=${f} />`})}
      </g>`})}
  <//>`}function rr({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=lr(Math.max(1,...o)),[s,i]=nr(),l=(i-De)/Math.max(1,t.length),u=c=>De+(c+.5)*l,p=c=>Wt+Pe-c/r*Pe;return a`<${ar} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${ee}>
    <${ir} width=${i} top=${r} buckets=${t} format=${ee} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${va(t,c.key,u,p)} />
        ${t.map(($,f)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(f)} cy=${p(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function va(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function sr({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
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
  </figure>`}function ar({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=O(ce);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${Ht}`} aria-hidden="true">${i}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${n}>
        <table class="plain">
          <thead>
            <tr><th scope="col">From</th>${r.map(u=>a`<th key=${u.key} scope="col" class="number">${u.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${o.map(u=>a`<tr key=${u.at}>
                <th scope="row">${Ee(new Date(u.at),l)}</th>
                ${r.map(p=>{let c=u.values[p.key];return a`<td key=${p.key} class="number">${c===void 0?"–":s(c)}</td>`})}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`}function ir({width:e,top:t,buckets:n,format:o}){let r=O(ce),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=Wt+Pe-l*Pe;return a`<g key=${l}>
        <line x1=${De} x2=${e} y1=${u} y2=${u} />
        <text x=${De-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${De} y=${Ht-4}>${Ee(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${Ht-4} text-anchor="end">${Ee(new Date(i.at),r)}</text>`}
  </g>`}function ga(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function lr(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var ya=0,Cn=24,Tn=36e5;function cr(){let e=R(At,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${H} title="Overview">
      <a href=${g("new-webhook")} class="button primary">New webhook</a>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${wa} health=${t.relay} webhooks=${t.webhooks} />
        <${Oa} rows=${t.webhooks} />`:a`<${D} of=${e} what="the overview" />`}`}function wa({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=Pt(e),s=Object.values(e.queues??{}).reduce((u,p)=>u+p,0),i=Sn(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${k} name="Storage">${e.storage}<//>
      <${k} name="Latest round">${l==null?"none yet":`${Ye(l)} ago`}<//>
      <${k} name="In queues">${s-i}<//>
      <${k} name="Deliveries waiting">${e.waiting}<//>
      <${k} name="Longest waiting"><${w} at=${ka(t)} show="ago" /><//>
      <${k} name="Longest overdue">${e.oldest_due_seconds?Ye(e.oldest_due_seconds):"nothing"}<//>
      <${k} name="Poison messages">${i}<//>
    </dl>
  </section>`}function ka(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var xa=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<a href=${g(C("webhooks",e.webhook_id))} class="strong"><${y}>${e.name}<//></a>
      <span class="muted host"><${y}>${Et(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>xt[e.status.state].rank,cell:e=>a`<${Mo} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>ur(e.activity),cell:e=>a`<${Sa} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>Xe(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||ya,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${Ea} names=${e.event_types} />`}];function ur({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function Sa({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=ur(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${tr} bars=${Ta(e)} label=${`Last ${Cn} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${Ca(r)} failed</span>
  </span>`}function Ta({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/Tn)*Tn;return Array.from({length:Cn},(o,r)=>{let s=t.get(n-(Cn-1-r)*Tn);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function Ca(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function Ea({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span class="types">${t}</span>`:a`<span class="types" title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function Oa({rows:e}){let[t]=E(),n=e.filter(o=>Fa(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${Da(n.length,e.length)}</span></h2>
    <${te} label="Filter the webhooks" clear=${["q","state"]}>
      <${re} name="q" label="Search" placeholder="Name, host, type or id" />
      <${ne} name="state" label="State" any="Every state" options=${Ra(e)} />
    <//>
    ${n.length>0?a`<${de} caption="Webhooks" columns=${xa} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} />`:a`<${G} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function Da(e,t){return e===t?`${t}`:`${e} of ${t}`}function Ra(e){return Object.entries(xt).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function Fa(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var On="relay-job ",Na=3,En=new Set([]),Q=new U({});function dr(e){let t=Q.value[e];if(t)return t;let n=Ma(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return Q.set({...Q.value,[e]:r}),r}function Ut(e,t){return ot(e,{...t,done:0,state:"running"}),Rn(e)}function Dn(e){let t=Q.value[e];t?.state==="running"&&ot(e,{...t,state:"stopped"})}function pr(e){let{[e]:t,...n}=Q.value;Q.set(n),he("sessionStorage",On+e,"")}async function Rn(e){let t=Q.value[e];if(!t||(ot(e,{...t,state:"running",failure:void 0}),En.has(e)))return;En.add(e);let n=t.kind==="recover"?Na:Number.POSITIVE_INFINITY,o=0;for(;Q.value[e]?.state==="running"&&o<n;)o=await La(e)===0?o+1:0;En.delete(e),Dn(e)}async function La(e){let t=Q.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await I("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=Q.value[e];return s&&ot(e,Ia(s,o,r)),r}catch(n){let o=Je(n),r=t.lost||o.status===0;return Q.value[e]&&ot(e,{...t,state:"stopped",failure:o,lost:r}),0}}function Ia(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function ot(e,t){Q.set({...Q.value,[e]:t});let{failure:n,...o}=t;he("sessionStorage",On+e,JSON.stringify(o))}function Ma(e){try{return JSON.parse(Le("sessionStorage",On+e)??"null")??void 0}catch{return}}var Aa=864e5,Pa={do:void 0,from:void 0,to:void 0,states:void 0};function mr(){Me({do:"recover"})}function hr({webhook:e,path:t}){let[n,o]=E(),[r]=b(()=>Date.now()),s=n.from??new Date(r-Aa).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},p=W(m=>I("POST",`${t}/recover`,{...u,dry_run:!0},m)),[c,$]=b(void 0);T(()=>$(void 0),[s,i,n.states]);let f=()=>o(Pa);async function d(m){m.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await p.run())}function h(){if(!c)return;let m=[s,i].map(_=>Ee(new Date(_),!1)).join(" to ");Ut(t,{kind:"recover",title:`Recovering what was received from ${m}`,body:u,total:c.matching,isMore:c.more}),f()}return a`<${K} title="Recover deliveries" onClose=${f}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${fr} label="Received from" at=${s} error=${p.failure?.about("since")} onChange=${m=>o({from:m})} />
        <${fr} label="Until" at=${i} error=${p.failure?.about("until")} onChange=${m=>o({to:m})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${$r} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${$r} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${p.failure} />
      <p role="status">${c&&Fn(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${h}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${p.busy}>${p.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${f}>Cancel</button>
      </div>
    </form>
  <//>`}function Fn({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function fr({label:e,at:t,error:n,onChange:o}){return a`<${q} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${wn(t)}
      onChange=${s=>{let i=kn(s.currentTarget.value);i&&o(i)}}
    />`}
  <//>`}function $r({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<label class="check">
    <input type="checkbox" checked=${r} disabled=${s} onChange=${i} />
    ${n}
  </label>`}var Ha="relay.";function _r(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Ha)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function He(e,t){let n=t.filter(({example:o})=>o!==void 0);return{wanted:n.filter(({name:o})=>_r(e,o)),others:n.filter(({name:o})=>!_r(e,o))}}function vr({webhook:e,path:t,onSent:n,onClose:o}){let r=ve(),[s,i]=b(""),{wanted:l,others:u}=He(e.event_types,r.data??[]),p=s||([...l,...u][0]?.name??""),c=W(f=>I("POST",`${t}/send-example`,{event_type:p},f));async function $(f){f.preventDefault(),await c.run()&&(j(`An example of ${p} is on its way.`),n(),o())}return a`<${K} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${q} label="Event type" error=${c.failure?.about("event_type")}>
        ${f=>a`<select
          id=${f.id}
          aria-describedby=${f.describedBy}
          value=${p}
          onChange=${d=>i(d.currentTarget.value)}
        >
          ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(br)}</optgroup>`}
          ${u.length>0&&a`<optgroup label="Others">${u.map(br)}</optgroup>`}
        </select>`}
      <//>
      <${x} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!p}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function br({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function gr({webhook:e,path:t,onSent:n,reload:o}){let[r]=E(),[s,i]=b(!1),l=W(f=>I("POST",`${t}/ping`,void 0,f)),u=W(f=>I("POST",`${t}/enable`,void 0,f)),{enabled:p}=e;async function c(){await l.run()&&(j("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(j("The webhook is enabled."),o())}return a`<div class="actions">
      ${!p&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!p} onClick=${c}>Ping</button>
      <button type="button" disabled=${!p} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${mr}>Recover …</button>
      <a href=${g(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit</a>
    </div>
    ${[l,u].map(({failure:f},d)=>f&&a`<div class="wide" key=${d}><${x} failure=${f} /></div>`)}
    ${s&&a`<${vr} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${hr} webhook=${e} path=${t} />`}`}var Re=["state","type","status","event","range","since","until"];function We(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:tt(e),until:e.until}}function yr(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function Nn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${Ae[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function wr({types:e}){let t=Object.entries(Ae).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${te} label="Filter the deliveries" clear=${Re}>
    <${ne} name="state" label="State" any="Every state" options=${t} />
    <${ne} name="type" label="Type" any="Every type" options=${n} />
    <${yn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${Ft} />
    <${re} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Wa=["delivered","waiting","queued","dropped"].map(e=>({key:e,...Ae[e]})),Ua=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function kr({path:e,changes:t}){let[n]=E(),o=Re.filter(i=>i!=="event").map(i=>n[i]),r=R(i=>L(`${e}/delivery-summary`,Ba(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${qa} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${Ka} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Ba(e){let{event_id:t,...n}=We(e);return n}function qa({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function Ka({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${ee(n)}, p95 ${ee(o)}`;return a`<div class="card"><${or} title="Outcomes, by when received" buckets=${t} series=${Wa} /></div>
    <div class="card"><${rr} title=${r} buckets=${t} series=${Ua} /></div>
    <div class="card"><${sr} title="Latest answers and errors" rows=${e.results.map(Va)} /></div>`}function Va({result:e,text:t,count:n}){let o=Number(e),r=o?`HTTP ${e}`:e,s=Oe(o)?"good":e==="unknown"?"off":"bad";return{label:r,count:n,tone:s,note:t.replace(/^the receiver answered \d+ ?/,"")}}var ja=25,Ja=100,Ga=5e3;function rt(e){return`${e.event_id} ${e.received_at}`}function Bt(e,t,n){let o=[e,n,...Re.map(h=>t[h])],r=`${e}/deliveries`,s=M([]),i=R((h,m)=>m?Qa(r,t,{before:m,rows:s.current},h):za(r,t,h),o,{refresh:!0}),{first:l,updates:u}=i.data??xr,p=Lt(l,(h,m)=>Sr(r,t,h,m)),[c,$]=b([]);T(()=>$([]),[l]);let f=Te(()=>[...c,...l.deliveries,...p.pages.flatMap(m=>m.deliveries)].map(m=>u.get(rt(m))??m),[l,p.pages,c,u]);s.current=f;let d=Te(()=>Xa(u,f,t),[u,f]);return{rows:f,fresh:d.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():$([...d,...c]),older:p,loaded:i}}var xr={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function za(e,t,n){return{...xr,updates:new Map,first:await Sr(e,t,void 0,n)}}function Sr(e,t,n,o){return Nt(r=>L(e,{...We(t),limit:ja,cursor:r},o),r=>r.deliveries,n)}async function Qa(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&Za(o)||Ya(o),l={...i,limit:Ja,with_status:!0},u=await L(e,l,r),p=new Map(n.updates);for(let f of u.deliveries)p.set(rt(f),f);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>qt(o);return{first:n.first,updates:p,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function qt(e){return e[0]?.received_at??""}function Ya(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>Tr(r)&&r.received_at>=t).at(-1)?.received_at??qt(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-Ga)).toISOString()}}function Za(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>Tr(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:qt(r)}}function Tr(e){return e.state==="waiting"||e.state==="queued"}function Xa(e,t,n){let o=new Set(t.map(rt)),r=qt(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&yr(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Kt({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=M(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:p,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${wr} types=${ti(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${ei(e)}</button>`}
    </div>
    ${u?a`<${x} failure=${p} retry=${r} /><${ni} known=${e} webhookId=${t} loading=${c} />`:a`<${D} of=${e.loaded} what="the deliveries" />`}
  </section>`}function ei({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function ti(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function ni({known:e,webhookId:t,loading:n}){let[o]=E(),{rows:r,older:s}=e,l=Re.some(u=>o[u])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${de}
          caption="Deliveries, newest first"
          columns=${oi(t)}
          rows=${r}
          rowKey=${rt}
        />`:a`<${G} title=${s.cursor?"Nothing was found so far.":l} />`}
    <${It} following=${s} label="Older" />
  </div>`}function oi(e){return[{key:"event",label:"Event",cell:t=>a`<a href=${g(C("webhooks",e,"deliveries",t.event_id))} class="id"><code>${t.event_id}</code></a>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${ri} row=${t} />`},{key:"last",label:"Latest attempt",cell:({last_attempt:t,held:n})=>a`<${St} attempt=${t} none=${n?"held back":"none yet"} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function ri({row:e}){return a`<span class="state">
    <${_e} state=${e.state} />
    <span class="why">
      ${e.reason&&be(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function Cr({id:e,name:t,path:n}){let[o]=E(),[r,s]=b(0),i=me(()=>s(c=>c+1),[]),l=Bt(n,o,r),{data:u,failure:p}=l.loaded;return a`<${H} title=${t} of=${e} />
    ${u?a`<${si} id=${e} />
          <${Kt} known=${l} webhookId=${e} types=${[]} reload=${i} />`:p?.status===404?a`<${ai} />`:a`<${D} of=${l.loaded} what="what is kept of its deliveries" />`}`}function si({id:e}){let t=g(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function ai(){return a`<${G} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${g("")}>To the overview</a></p>
  <//>`}function Er({path:e,onEnd:t}){let o=O(Q)[e];T(()=>{dr(e)},[e]);let r=M(o?.state);return T(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${y}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${ii(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${li} job=${o} path=${e} /></div>
  </section>`:null}function ii(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function li({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>Dn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>Rn(t)}>Go on</button>`}
    <button type="button" onClick=${()=>pr(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function Or({webhook:e,path:t}){let[n]=E(),o=()=>Me({do:void 0});return a`<button type="button" onClick=${()=>Me({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(Nn(n)?a`<${ui} webhook=${e} path=${t} onClose=${o} />`:a`<${ci} onClose=${o} />`)}`}function ci({onClose:e}){return a`<${K} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function ui({webhook:e,path:t,onClose:n}){let[o]=E(),[r]=b(()=>di(We(o))),s=R(p=>I("POST",`${t}/resend`,{...r,dry_run:!0},p),[t]),i=s.data,l=Nn(o);function u(){if(!i)return;let p=`Sending again: ${l}`;Ut(t,{kind:"resend",title:p,body:r,total:i.matching,isMore:i.more}),n()}return a`<${K} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${y}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${Fn(i)}</p>`:a`<${D} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function di(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var st={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var Dr={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function Rr(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?JSON.stringify(e.filter,null,2):""}}function Vt(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...Nr(e),headers:e.headers.length>0?Lr(e.headers):void 0,max_in_flight:Ue(e.inFlight),rate_per_second:Ue(e.rate),filter:at(e.filter)}}function Fr(e,t){return{...ge(e,t,"name","name",e.name),...ge(e,t,"url","url",e.url.trim()),...ge(e,t,"types","event_types",e.types),...ge(e,t,"format","message_format",e.format),...ge(e,t,"signing","signing",e.signing),...Nr(e),...e.replaceHeaders?{headers:Lr(e.headers)}:{},...ge(e,t,"inFlight","max_in_flight",Ue(e.inFlight)??0),...ge(e,t,"rate","rate_per_second",Ue(e.rate)??0),...ge(e,t,"filter","filter",at(e.filter)??null)}}function ge(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function Nr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function Lr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function Ue(e){if(e.trim()==="")return;let t=Number(e);return Number.isNaN(t)?e:t}function at(e){return e.trim()===""?void 0:JSON.parse(e)}function jt({secret:e,onClose:t}){let[n,o]=b(!1),r=yt("Leave? The secret will not be shown again.",!0);function s(){r(),t()}return a`<${K} title="The secret, shown this once" onClose=${()=>n?s():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${le} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${s}>I have stored it</button></div>
  <//>`}function Ir({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=b(""),[i,l]=b("24"),[u,p]=b(""),c=W(h=>I("POST",`${t}/rotate-secret`,pi(r,i),h));async function $(h){h.preventDefault();let m=await c.run();if(m){if(m.secret_token)return p(m.secret_token);j("The secret is replaced."),f()}}function f(){o(),n()}if(u)return a`<${jt} secret=${u} onClose=${f} />`;let{failure:d}=c;return a`<${K} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
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
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function pi(e,t){return{secret_token:e||void 0,grace_period_hours:Ue(t)}}function Mr({webhook:e,path:t,reload:n}){let[o,r]=b(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${fi} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${Ir} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${$i} webhook=${e} path=${t} onClose=${s} />`}`}function fi({webhook:e,path:t,reload:n,onClose:o}){let r=W(l=>I("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(j("The webhook is disabled."),n(),o())}return a`<${K} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function $i({webhook:e,path:t,onClose:n}){let[o,r]=b(""),s=W(p=>I("DELETE",t,void 0,p)),i=Z(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(p){p.preventDefault(),l&&await s.run()&&(j("The webhook is deleted."),Ce(g("")))}return a`<${K} title="Delete the webhook?" onClose=${n}>
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
  <//>`}function Ar({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${mi(e)}</span></summary>
      <dl class="facts">
        <${k} name="URL, without its query"><code><${y}>${e.url}<//></code><//>
        <${k} name="Id"><${le} text=${e.webhook_id} what="the webhook's id" /><//>
        <${k} name="Message format">${st[e.message_format]?.label??e.message_format}<//>
        <${k} name="Secret"><${_i} webhook=${e} /><//>
        ${e.public_key&&a`<${k} name="Public key (ed25519)"><${le} text=${e.public_key} what="the public key" /><//>`}
        <${k} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${k} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${k} name="Made"><${w} at=${e.created_at} /><//>
        <${k} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${hi} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${kt(r)} what="the filter" /></div>`}
      <${Mr} webhook=${e} path=${t} reload=${n} />
    </details>`}function mi(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,st[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function hi({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<a href=${g(C("event-types",e))} class="tag">${e}</a> `}function _i({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function Hr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=_n(t);return a`<section class=${`card situation ${n}`} aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone=${n}>${o}<//></div>
    <div>${bi[t.state](t,e)}</div>
    <dl class="facts">
      <${k} name="Waiting">${Xe(t)}<//>
      ${t.oldest_waiting_at&&a`<${k} name="Oldest waiting"><${w} at=${t.oldest_waiting_at} show="ago" /><//>`}
      ${t.last_failure_at&&a`<${k} name="Last failure"><${w} at=${t.last_failure_at} show="ago" /><//>`}
      <${k} name="Last success"><${w} at=${t.last_success_at} show="ago" /><//>
    </dl>
  </section>`}var bi={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${Pr(e)} ${Jt(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${Pr(e)} ${Jt(e,"The next attempt is due")}
    </p>
    <${Ln} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Jt(e,"The next try is due")}
    </p>
    <${Ln} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Jt(e,"The next attempt is due")}
    </p>
    <${Ln} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${y}>${vi(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${gi(t)}</p>`};function Ln({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=Tt(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function Pr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${Xe(e)} deliveries wait.`:""}function Jt(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function vi(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function gi({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function Wr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=R(c=>L(n,{},c),[n]),r=o.data,[s,i]=b(0),l=me(()=>i(c=>c+1),[]),u=Ot(l,[1500]),p=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>`;return o.failure?.status===404?a`${p}<${Cr} id=${t} name=${r?.name??t} path=${n} />`:a`${p}
    <${H} title=${r?r.name:"Webhook"} of=${r?Et(r.url):t}>
      ${r&&a`<${gr} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${yi} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${D} of=${o} what="the webhook" />`}`}function yi({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=E(),i=Bt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[p,c]=b(void 0),[$,f]=b(0),d=p?.of===e?wi(e,p.status):e.status;function h(){o(),r()}return T(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),T(()=>{u&&r()},[u]),a`<p class="url"><${y}>${e.url}<//></p>
    <${Hr} webhook=${{...e,status:d}} />
    <${Ar} webhook=${e} path=${t} reload=${r} />
    <${Er} path=${t} onEnd=${h} />
    <${kr} path=${t} changes=${n+$} />
    <${Kt}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>f(m=>m+1)}
      reload=${o}
    >
      <${Or} webhook=${e} path=${t} />
    <//>`}function wi(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function oe(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(Ur(n.field,t))).map(n=>{let o=Ur(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function Ur(e,t){return e.startsWith(t)?e.slice(t.length):""}function Fe({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${q} label=${e} hint=${o} error=${r}>
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
  <//>`}function it({legend:e,value:t,onChange:n,choices:o,error:r}){let s=J();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
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
}`;function Br({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${q}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${Ne(e)||n}
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
    ${o&&a`<${xi} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function Ne(e){try{return at(e),""}catch(t){return`This is not JSON: ${t instanceof Error?t.message:t}`}}function xi({path:e,filter:t,types:n,chosen:o}){let{wanted:r,others:s}=He(o,n),i=r.length>0?r:s,[l,u]=b(""),[p,c]=b(void 0),$=i.find(({name:_})=>_===l)??i[0],f=p??JSON.stringify($?.example??{},null,2),d=W(_=>I("POST",`${e}/filter/try`,{filter:at(t)??null,event_type:$?.name,event:JSON.parse(f)},_)),[h,m]=b(void 0);return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${q} label="Event type">
        ${_=>a`<select id=${_.id} value=${$?.name}
          onChange=${S=>{u(S.currentTarget.value),c(void 0)}}>
          ${i.map(({name:S})=>a`<option key=${S} value=${S}>${S}</option>`)}
        </select>`}
      <//>
    </div>
    <${q} label="Its payload" error=${Ne(f)}>
      ${_=>a`<textarea id=${_.id} class="json" spellcheck=${!1} value=${f}
        aria-describedby=${_.describedBy} aria-invalid=${_.invalid}
        onInput=${S=>c(S.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${d.busy||!$||!!(Ne(f)||Ne(t))}
      onClick=${async()=>m(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${h&&a`<${Si} result=${h} />`}</div>
  </details>`}function Si({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${V} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${V} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${y}>${`${o.operator} ${o.key}`}<//></code>
          <span class="muted"><${y}>${o.text}<//></span>
        </li>`)}
    </ul>`}function qr({draft:e,stored:t,change:n,error:o}){let r=J(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
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
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function Kr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${it}
      legend="Secret"
      value=${e.secretChoice}
      choices=${Ei(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${Fe}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${it}
      legend="Signature"
      value=${e.signing}
      choices=${Ci}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var Ci=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function Ei(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Vr({body:e,types:t,chosen:n,note:o,ready:r,onFailure:s}){let{wanted:i,others:l}=He(n,t),u=i.length>0?i:l,[p,c]=b(""),[$,f]=b(void 0),d=u.find(({name:m})=>m===p)?.name??u[0]?.name,h=W(async m=>{f(void 0),s(void 0);let _=e();try{return await I("POST","/api/webhooks/test",{..._,event_type:d},m)}catch(S){throw S instanceof ae&&s(S),S}});return a`<section class="card" aria-labelledby="trial-title">
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
    <${x} failure=${h.failure} />
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
      <${gn} sent=${t} file="request.txt" />
    </details>`}function jr({types:e,chosen:t,onChange:n,error:o}){let[r,s]=b(""),i=J(),l=e.data??[],u=Dt(l,r);function p(c,$){let f=t.filter(d=>!c.includes(d));n($?[...f,...c]:f)}return a`<fieldset class="types-field" aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${Di} chosen=${t} onRemove=${c=>p([c],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${c=>c.key==="Enter"&&c.preventDefault()}
          onInput=${c=>s(c.currentTarget.value)} />
      </div>
      <${Ri} known=${Li(l)} onAdd=${c=>p([c],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${D} of=${e} what="the event types" />
      ${e.data&&u.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...Rt(u,Ni)].map(([c,$])=>a`<${Fi} key=${c} name=${c} members=${$} chosen=${t} set=${p} />`)}
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
      <h3 id=${i}><${y}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${Z(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<label class="check" key=${l.name} title=${Z(l.description)}>
        <input type="checkbox" checked=${n.includes(l.name)}
          onChange=${u=>o([l.name],u.currentTarget.checked)} />
        ${l.name}
      </label>`)}
  </div>`}function Ni(e){return e.family==="onefuzz"?e.name.split("_")[0]??e.name:et(e)}function Li(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function Jr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=b(()=>e?Rr(e):Dr),[i,l]=b(s),[u,p]=b(void 0),c=ve(),$=W(v=>n(i,s,v)),f=M(null),d=$.failure??u,h=JSON.stringify(i)!==JSON.stringify(s),m=yt("Leave the form? What you have changed is lost.",h);Mi(f,d);let _=v=>l(F=>({...F,...v}));async function S(v){if(v.preventDefault(),Ne(i.filter))return f.current?.querySelector("textarea")?.focus();p(void 0);let F=await $.run();F&&(m(),o(F))}return a`<form class="form" ref=${f} onSubmit=${S} novalidate>
    <${x} failure=${$.failure} />
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Fe} label="Name" value=${i.name} error=${oe(d,"name")} onInput=${v=>_({name:v})} />
      <${Fe} label="URL" value=${i.url} error=${oe(d,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${v=>_({url:v})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${jr} types=${c} chosen=${i.types} error=${oe(d,"event_types")} onChange=${v=>_({types:v})} />
      <${Br} value=${i.filter} error=${oe(d,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${v=>_({filter:v})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${it} legend="Message format" value=${i.format} error=${oe(d,"message_format")}
        choices=${Object.entries(st).map(([v,F])=>({value:v,...F}))}
        onChange=${v=>_({format:v})} />
      <${Kr} draft=${i} webhook=${e} change=${_} error=${oe(d,"secret_token")} signingError=${oe(d,"signing")} />
      <${qr} draft=${i} stored=${e?.headers??[]} change=${_} error=${oe(d,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Fe} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${oe(d,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${v=>_({inFlight:v})} />
        <${Fe} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${oe(d,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${v=>_({rate:v})} />
      </div>
    </section>
    </div>
    <${Vr} body=${()=>Ii(i)} ready=${!Ne(i.filter)} types=${c.data??[]} chosen=${i.types} onFailure=${p}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function Ii(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Vt({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Mi(e,t){T(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Gr(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${g("")}>Overview</a></nav>
    <${H} title="New webhook" />
    <${Qr}
      done="The webhook is made."
      cancelTo=${g("")}
      save=${(e,t,n)=>I("POST","/api/webhooks",Vt(e),n)}
    />`}function zr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=R(i=>L(n,{},i),[n]),r=o.data,s=g(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${g("")}>Overview</a>
      <a href=${s}><${y}>${r?.name??t}<//></a>
    </nav>
    <${H} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${Qr}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>I("PATCH",n,Fr(i,l),u)}
        />`:a`<${D} of=${o} what="the webhook" />`}`}function Qr({done:e,...t}){let[n,o]=b(void 0);function r(s){j(e),Ce(g(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${jt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${Jr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var Yr=[{pattern:"",view:cr,part:""},{pattern:"failures",view:Xo,part:"failures"},{pattern:"events",view:Yo,part:"events"},{pattern:"events/:event",view:Zo,part:"events"},{pattern:"new-webhook",view:Gr,part:""},{pattern:"webhooks/:webhook/edit",view:zr,part:""},{pattern:"webhooks/:webhook",view:Wr,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:Bo,part:""},{pattern:"event-types",view:Jo,part:"event-types"},{pattern:"event-types/:name",view:Go,part:"event-types"}],Gt=[{path:"",label:"Overview",key:"o"},{path:"failures",label:"Failures",key:"f"},{path:"events",label:"Events",key:"e"},{path:"event-types",label:"Event types",key:"t"}];function Zr(){return O(ze)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{go(),j("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${vt}>Enter a key</button>`}function Xr(){let{wanted:e,refused:t}=O(Ge);return e?a`<${Ai} refused=${t} />`:null}function Ai({refused:e}){let[t,n]=b(""),[o,r]=b(!1);function s(i){i.preventDefault(),t.trim()&&vo(t,o)}return a`<${K} title="Key" onClose=${fn}>
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
        <button type="button" onClick=${fn}>Go on without</button>
      </div>
    </form>
  <//>`}var es="relay-shortcuts",Mn="g",ts=[{keys:"/",does:"move to the search field",act:Pi},...Gt.map(({path:e,label:t,key:n})=>({keys:`${Mn} ${n}`,does:t.toLowerCase(),act:()=>Ce(g(e))})),{keys:"u",does:"times in UTC or in your zone",act:()=>ce.set(!ce.value)},{keys:"?",does:"this help",act:Pn}],An=new U(!1);function Pn(){An.set(!0)}function Pi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}function ns(){let e=O(An),t=O(Hn);return e?a`<${K} title="Keyboard" onClose=${()=>An.set(!1)}>
    <dl class="keys">
      ${ts.map(({keys:n,does:o})=>a`<div key=${n}>
          <dt>${n.split(" ").map(r=>a`<kbd key=${r}>${r}</kbd> `)}</dt><dd>${o}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${t} onChange=${()=>Hi(!t)} />
      Keys of one letter work outside of fields
    </label>
  <//>`:null}var Hn=new U(Le("localStorage",es)!=="off");function Hi(e){Hn.set(e),he("localStorage",es,e?"on":"off")}var In=!1;document.addEventListener("keydown",e=>{if(!Wi(e))return;let t=In?[`${Mn} ${e.key}`,e.key]:[e.key];In=e.key===Mn&&!In;let n=ts.find(({keys:o})=>t.includes(o));n&&(e.preventDefault(),n.act())});function Wi(e){return e.ctrlKey||e.metaKey||e.altKey||!Hn.value?!1:!Ui(e.target)&&!document.querySelector("dialog[open]")}function Ui(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}var Wn=6e4,Bi=3*Wn,qi={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."};function os({part:e,children:t}){return ji(),a`
    <a class="skip" href="#main" onClick=${Ki}>Skip to the content</a>
    <${Gi} />
    <header class="top">
      <a class="brand" href=${g("")}><${Vi} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${Gt.map(n=>a`<a key=${n.path} href=${g(n.path)} aria-current=${n.path===e?"page":void 0}>${n.label}</a>`)}
      </nav>
      <div class="top-end"><${Ji} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${Io} />
      <${Zr} />
      <button type="button" class="quiet" onClick=${Pn}>Keyboard help</button>
    </footer>
    <${Xr} />
    <${ns} />
    <${Ro} />
  `}function Ki(e){e.preventDefault(),document.getElementById("main")?.focus()}function Vi(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function ji(){T(()=>{let e=new AbortController;function t(){let o=Mt.value,r=o&&Date.now()-o.at<Wn;document.hidden||r||z.value.path===""||At(e.signal).catch(()=>{})}t();let n=setInterval(t,Wn/4);return()=>{e.abort(),clearInterval(n)}},[])}function Ji(){let e=O(Mt),t=O(Ze);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>Bi?qi:Pt(e.health);return a`<a class="relay" href=${g("")} title=${r}><${V} tone=${n}>${o}<//></a>`}function Gi(){let e=O(Ie),[t,n]=b(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return T(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function zi(e){for(let t of Yr){let n=Co(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function Qi(){let{path:e}=O(z),t=zi(e);return a`<${os} part=${t?.route.part}>
    <${Yi} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${Zi} />`}
    <//>
  <//>`}function Yi({children:e}){let[t]=mo(n=>reportError(n));return t?a`<${H} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function Zi(){return a`<${H} title="No such page" />
    <${G} title="This address leads nowhere."><p><a href=${g("")}>To the overview</a></p><//>`}var Un=document.getElementById("app");Un&&(Un.textContent="",fo(a`<${Qi} />`,Un));
